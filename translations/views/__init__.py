"""The review desk. A view is: permission → form → one service → an answer."""
