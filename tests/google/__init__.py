"""An emulator of the Google Sheets API v4 and of Google's token endpoint, on a loopback port.

It knows nothing of the program that it tests. ``server.Emulator`` is the fixture, ``python -m
tests.google`` the same by hand. What it does not know it answers with 501, never with ``{}``.

The ledger: how each behaviour is known. [R] recorded from the real API, [D] Google's documentation or
discovery document, [M] measured live by a named third party, [I] quoted in an issue, [?] not
established: a switch (all of them in ``switches``, for a live probe too), or an assumption that says so.

===================================================================  ====
Ranges echoed in full, quoted where needed; trailing empties cut      [R]
``null`` leaves a cell, ``""`` clears it; figures count what is set   [R]
RAW keeps strings; USER_ENTERED by a table of known inputs only       [R]
append: the last block of touching cells that the range meets         [R]
Replies; sheetId 0 left out of ranges; colours in both forms          [R]
Read masks with ``.``, ``/`` and brackets; ``data`` brings the cells  [R]
404 and 403 bodies; 400 with and without field violations             [R]
setDataValidation: stored with each cell, reply ``{}``                [R]
Unknown keys, wrong enums: 400 with the path, before any 404          [D]
Shapes of requests and answers: the discovery document                [D]
A batch is atomic; one batch is one request of the quota              [D]
60 reads and 60 writes a minute and user                              [D]
updateCells clears what its range covers and its rows do not          [D]
A new value erases rich text and chips                                [D]
appendCells: below the last data of the tab; full grids grow; ``{}``  [D]
addSheet: a chosen id, hidden, sizes, frozen lines                    [D]
Which conditions a validation may have, and with how many values      [D]
Metadata look-ups; exact and intersecting places; each found once     [D]
Metadata goes with the tab, row or column that it hangs on            [D]
What only warns names no editors; anybody may edit it                 [D]
Notes, formats and validation stay when values are written            [M]
Row metadata follows insertion, deletion, moves and sortRange         [M]
Sort: numbers, text, blanks last; hidden rows stay                    [M]
moveDimension and tab index count before removal                      [M]
Comma-decimal locales part arguments with ``;`` only                  [M]
Texts of ids and titles taken, negative ids, the last tab in sight    [M]
getByDataFilter without a range answers every tab                     [M]
Grid ranges: tab, sign, order, grid checked in turn; ends cut off     [M]
``ranges`` and filters limit the tabs themselves, not only the cells  [M]
A GET without credentials is 403, a POST 401                          [M]
50,000 characters a cell; texts of grid and cell limits               [I]
401, 403, 429, 5xx bodies; the token endpoint's refusals              [I]
Lines frozen all over are refused; editors of what only warns too     [I]
Data filters, look-ups, answers to batches: seven switches            [?]
appendCells, validation, warnings, protected cells: eight switches    [?]
A rule's relative reference to a deleted row keeps its distance       [?]
effectiveFormat of a cell that a rule formats                         [?]
Text of the metadata limit; messages of masks that name nothing       [?]
Texts for wrong validations, look-ups, negative and reversed ranges   [?]
Refusals: whole-tab protection stops new rules and added lines        [?]
===================================================================  ====
"""
