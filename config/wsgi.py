"""The web's entry point: feeds are answered in front of Django, everything else by it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
_django = get_wsgi_application()

from feeds.shortcut import Shortcut  # noqa: E402  (needs the settings)

application = Shortcut(_django)
