"""The FAQ folder goes away while the server runs: what was last good answers, and it is all right by itself again."""

import os
import shutil

import pytest
from System.client import Connection, Customer, wait_until
from System.faq_folder import write_entry, write_small_faq
from System.soak import amount, measured

QUESTION = "are you open on monday"


def status(server):
    return Connection(server).request("GET", "/ready").expect(200).json["status"]


def answer(customer):
    return customer.say(QUESTION).expect(200).json["bot_message"]["content"]


def move_away(folder):
    folder.rename(folder.with_name("away"))
    return lambda: folder.with_name("away").rename(folder)


def replace_by_a_file(folder):
    back = move_away(folder)
    folder.write_text("no folder\n")

    def undo():
        folder.unlink()
        back()

    return undo


def replace_by_an_empty_folder(folder):
    back = move_away(folder)
    folder.mkdir()

    def undo():
        folder.rmdir()
        back()

    return undo


def delete(folder):
    shutil.rmtree(folder)
    return lambda: write_small_faq(folder)


def make_unreadable(folder):
    (folder / "shop").chmod(0)
    if os.access(folder / "shop", os.R_OK):
        (folder / "shop").chmod(0o755)
        pytest.skip("this user may read everything")
    return lambda: (folder / "shop").chmod(0o755)


def hurt_an_entry(folder):
    path = folder / "shop" / "lost-key.md"
    good = path.read_bytes()
    path.write_text("---\nquestion: [\n---\n")
    return lambda: path.write_bytes(good)


def link_to_nowhere(folder):
    back = move_away(folder)
    folder.symlink_to(folder.with_name("nowhere"))

    def undo():
        folder.unlink()
        back()

    return undo


@pytest.mark.soak
@pytest.mark.parametrize(
    "vanish",
    [move_away, replace_by_a_file, replace_by_an_empty_folder, delete, make_unreadable, hurt_an_entry, link_to_nowhere])
def test_what_was_last_good_answers_until_the_folder_is_back(new_server, tmp_path, vanish):
    folder = write_small_faq(tmp_path / "faq")
    server = new_server(faq=folder)
    customer = Customer(server)
    before = answer(customer)
    for times in range(1, amount(1, 5) + 1):
        undo = vanish(folder)
        wait_until(lambda: status(server) == "degraded", "the trouble is seen")
        assert answer(customer) == before
        undo()
        wait_until(lambda: status(server) == "ready", "it is whole again")
        assert answer(customer) == before
        # A line for each time, and not one for every look at the folder.
        assert times <= server.log.count("faq.refused") <= 2 * times, server.log
    # And it is watched as before.
    write_entry(folder, "opening-hours", "When are you open?", "We are open all day.", asks=[QUESTION])
    wait_until(lambda: answer(customer) == "We are open all day.", "the change is seen")
    server.stop()
    server.start()
    assert answer(customer) == "We are open all day."
    measured("FAQ folder gone", how=vanish.__name__.replace("_", " "), times=times, came_back_by_itself=times)
