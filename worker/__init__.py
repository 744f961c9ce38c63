"""The machine: fetches articles and translates them. Only this package loads models or opens outward sockets."""
