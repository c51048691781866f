"""The cold start, which `bench/cold` measures by itself."""

import json
import re
import subprocess

from .report import Figure, Table
from .server import ROOT


def run(options):
    table = Table("from the start of the program to its being ready", ("what", 20), ("ms", 10))
    return table, []
