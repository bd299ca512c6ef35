"""An emulator of the Google Sheets API v4 and of Google's token endpoint, on a loopback port.

It knows nothing of the program that it tests. ``server.Emulator`` is the fixture, ``python -m
tests.google`` the same by hand. What it does not know it answers with 501, never with ``{}``.

The ledger: how each behaviour is known. [R] recorded from the real API, [D] Google's documentation or
discovery document, [M] measured live by a named third party, [I] quoted in an issue, [?] not
established: a switch, or an assumption that says so.

===================================================================  ====
Ranges echoed in full, quoted where needed; trailing empties cut      [R]
``null`` leaves a cell, ``""`` clears it; figures count what is set   [R]
RAW keeps strings; USER_ENTERED by a table of known inputs only       [R]
append: the last block of touching cells that the range meets         [R]
Replies; sheetId 0 left out of ranges; colours in both forms          [R]
Read masks with ``.``, ``/`` and brackets; ``data`` brings the cells  [R]
404 and 403 bodies; 400 with and without field violations             [R]
Unknown keys, wrong enums: 400 with the path                          [D]
Shapes of requests and answers: the discovery document                [D]
A batch is atomic; one batch is one request of the quota              [D]
60 reads and 60 writes a minute and user                              [D]
updateCells clears what its range covers and its rows do not          [D]
A new value erases rich text and chips                                [D]
Notes, formats and validation stay when values are written            [M]
Row metadata follows insertion, deletion, moves and sortRange         [M]
Sort: numbers, text, blanks last; hidden rows stay                    [M]
moveDimension and tab index count before removal                      [M]
Comma-decimal locales part arguments with ``;`` only                  [M]
50,000 characters a cell; texts of grid and cell limits               [I]
401, 403, 429, 5xx bodies; the token endpoint's refusals              [I]
Status and prefix of the protected refusal: switches                  [?]
Language of error messages, and the Spanish wording: a switch         [?]
getByDataFilter with the spreadsheet's metadata: a switch             [?]
A rule's relative reference to a deleted row keeps its distance       [?]
effectiveFormat of a cell that a rule formats                         [?]
Text of the metadata limit; messages of masks that name nothing       [?]
Refusals: whole-tab protection stops new rules and appended rows      [?]
===================================================================  ====
"""
