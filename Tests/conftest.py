"""What holds for all suites in Python."""


def pytest_configure(config):
    config.addinivalue_line("markers", "soak: has a longer form, which `make soak` runs and whose figures it prints")
