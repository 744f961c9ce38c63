"""What newsrooms send, turned into an `IncomingArticle`. Pure: no Django, no network, no clock of its own.

`files`, `press`, `page` and `document` read; `markup` and `clean` do their dull part; `accept` refuses what must not
come in. Every way in, whether file, push or poll, ends with `accept.accept`. Nothing here raises anything but
`RefusedInput`.
"""
