"""The floor: google-auth and requests alone, a token, and the very requests that the job sent."""

import json
import os
import sys
from pathlib import Path

import requests
from google.auth.transport.requests import Request
from google.oauth2.service_account import Credentials

exchanges_file, key_file = sys.argv[1:]
base = f"http://{os.environ['SHEETS_EMULATOR_HOST']}"
scopes = ["https://www.googleapis.com/auth/spreadsheets"]

with requests.Session() as session:
    credentials = Credentials.from_service_account_file(key_file, scopes=scopes)  # type: ignore[no-untyped-call]
    credentials.refresh(Request(session))
    session.headers.update(
        {"Authorization": f"Bearer {credentials.token}", "Content-Type": "application/json"}
    )
    for exchange in json.loads(Path(exchanges_file).read_text(encoding="utf-8")):
        answer = session.request(exchange["verb"], base + exchange["path"], data=exchange["body"], timeout=60)
        answer.raise_for_status()
        answer.json()
