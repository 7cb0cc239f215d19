"""Documents: frozen contents in, PDF bytes out; nothing here knows a row, a request or a session.

``contents`` and ``case_file`` say what a document holds, ``letters`` words it, ``typst_render`` and
``audit_file`` make the PDF, ``uploads`` judges what people hand in. Whatever parses foreign bytes
or sets type runs in a limited child process (``child``, ``worker``).
"""
