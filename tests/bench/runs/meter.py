"""A relay on the way to the emulator that counts the bytes of both directions, headers included."""

import asyncio
import threading
from contextlib import suppress

_CHUNK = 65_536


class Meter:
    """Listens on a loopback port of its own and passes everything on to *target*, in a thread."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.sent = self.received = 0
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()
        self._ready.wait()

    def reset(self) -> None:
        """Count from nothing."""
        self.sent = self.received = 0

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._relay, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        await asyncio.gather(
            self._pass(reader, far_writer, "sent"), self._pass(far_reader, writer, "received")
        )

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: str) -> None:
        with suppress(OSError):
            while data := await reader.read(_CHUNK):
                setattr(self, way, getattr(self, way) + len(data))
                writer.write(data)
                await writer.drain()
        writer.close()
