"""Plugs the parts together: settings, environment, broker, processes. Imported by none of them."""
