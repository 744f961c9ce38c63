"""`songngu run`."""

from __future__ import annotations

import logging
import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from config import env
from config.stopping import StopRequests
from config.supervisor import Supervisor
from translations.errors import SettingError
from worker.management.base import SongnguCommand


class Command(SongnguCommand):
    help = "Runs everything on this machine: broker, web, worker, scheduler. Ctrl-C stops it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--samples", action="store_true", help="take in the sample articles and translate them")
        parser.add_argument("--verbose", action="store_true", help="show what the processes log, instead of filing it")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["verbose"]:
            logging.disable(logging.INFO)  # of this process; the others log to their files
        os.umask(0o077)  # whatever we or a process of ours writes is for our eyes
        port = env.number("PORT", 8000, least=1)
        if port > 65535:
            raise SettingError(f"PORT={port}", cure="Use 1024 to 65535.")
        samples = settings.BASE_DIR / "samples" if options["samples"] else None
        with StopRequests() as requests:
            Supervisor(port=port, verbose=options["verbose"], out=sys.stdout, requests=requests).run(samples=samples)
