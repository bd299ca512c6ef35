"""The live probe: what we believe of Google, asked of Google.

``python -m tests.live SPREADSHEET --credentials FILE`` is for a maintainer who has an account there. It works
in tabs of its own, asks before it writes, and prints what was expected and what came. The emulator
(``tests/google``) has to answer every line as expected; where Google does not, the emulator is wrong,
or the job.
"""
