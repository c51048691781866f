"""The servers and people of the system tests."""

from System.conftest import (  # noqa: F401
    admin, ana, ben, customer, eva, house, new_server, pytest_sessionstart, queued, sam, server, small_faq,
)
