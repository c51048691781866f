"""The language a conversation is begun in decides in which one it is answered, over HTTP and over sockets alike."""

import pytest

from .client import Customer, new_message_id
from .faq_folder import write_small_faq

GERMAN = """---
question: Was kostet ein Paket?
asks:
  - wie teuer ist ein Paket
---
Ein Paket kostet 5 Euro.
"""


@pytest.fixture
def server(new_server, tmp_path):
    faq = write_small_faq(tmp_path / "faq")
    (faq / "shop" / "parcel-cost.de.md").write_text(GERMAN, encoding="utf-8")
    return new_server(faq=faq)


def asked(customer, question, **more):
    return customer.say(question, **more).expect(200).json["bot_message"]["content"]


def test_the_language_a_conversation_began_in_decides(server):
    assert asked(Customer(server, locale="de-CH"), "how much is a parcel") == "Ein Paket kostet 5 Euro."
    assert asked(Customer(server, locale="en"), "how much is a parcel") == "A parcel costs 5 euros."
    assert asked(Customer(server, locale="fr"), "how much is a parcel") == "A parcel costs 5 euros."


def test_it_counts_more_than_the_browsers_language(server):
    headers = {"Accept-Language": "de"}
    assert asked(Customer(server, locale="en"), "how much is a parcel", headers=headers) == "A parcel costs 5 euros."
    # Begun without a word about it, the conversation is in the browser's.
    assert asked(Customer(server), "how much is a parcel", headers=headers) == "Ein Paket kostet 5 Euro."


def test_a_question_in_another_language_is_answered_in_that(server):
    assert asked(Customer(server, locale="en"), "Wie teuer ist ein Paket?") == "Ein Paket kostet 5 Euro."


def test_quick_replies_come_and_answer_in_the_language(server):
    customer = Customer(server, locale="de")
    questions = customer.get("/messages").expect(200).json["messages"][0]["metadata"]["quick_replies"]
    assert {"slug": "parcel-cost", "question": "Was kostet ein Paket?"} in questions
    assert customer.pick("parcel-cost").expect(200).json["bot_message"]["content"] == "Ein Paket kostet 5 Euro."


def test_a_socket_answers_in_the_language_too_also_after_a_restart(server):
    customer = Customer(server, locale="de")
    server.kill()
    server.start()
    with customer.socket() as socket:
        socket.send(
            action="message", conversation_id=customer.id, content="how much is a parcel",
            client_message_id=new_message_id(),
        )
        said = socket.one("message.created")["payload"]["message"]
        while said["sender_type"] != "bot":
            said = socket.one("message.created")["payload"]["message"]
        assert said["content"] == "Ein Paket kostet 5 Euro."
