#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Andon developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verifies an Andon bundle without Andon: python3 verify.py FILE.andon [--head SHA256]

Take this script from Andon's sources, not from a bundle that somebody gave you. It checks that
the container is byte for byte the one its files give, each file against SHA256SUMS, the hash
chain of journal.jsonl, and the older entries of earlier.jsonl. Who can write a bundle can write another one: --head is the hash of the
journal's last entry as you know it from elsewhere. It proves the record alone: the SHA-256 of the
whole file, which the record's entry "evidence.added" holds, proves the rest. Exit code 0: everything holds."""
import hashlib
import json
import re
import struct
import sys
import zlib

NAME = re.compile(r"(?!\.{1,2}(/|$))[A-Za-z0-9._@%+-]+(/(?!\.{1,2}(/|$))[A-Za-z0-9._@%+-]+){0,2}\Z")


def fail(where, why):
    sys.exit(f"BROKEN {where}: {why}")


def files_of(data):
    if len(data) < 22 or data[-22:-18] != b"PK\5\6":
        fail("container", "no zip, or its end was cut off")
    count, _, at = struct.unpack("<HII", data[-12:-2])
    files = {}
    for _ in range(count):
        if data[at:at + 4] != b"PK\1\2" or len(data) < at + 46:
            fail("container", "its directory is broken")
        size, name_size = struct.unpack("<IH", data[at + 24:at + 30])
        offset = struct.unpack("<I", data[at + 42:at + 46])[0]
        name = data[at + 46:at + 46 + name_size].decode("latin-1")
        if not NAME.match(name) or name in files:
            fail(repr(name), "a name that climbs, is there twice, or is not allowed")
        start = offset + 30 + name_size
        files[name] = data[start:start + size]
        at += 46 + name_size
    return files


def container(files):
    body, directory = b"", b""
    for name, content in files.items():
        raw = name.encode("ascii")
        common = struct.pack("<HHHHHIIIHH", 20, 0x0800, 0, 0, 0x21, zlib.crc32(content),
                             len(content), len(content), len(raw), 0)
        directory += b"PK\1\2" + struct.pack("<H", 20) + common + bytes(10) + struct.pack("<I", len(body)) + raw
        body += b"PK\3\4" + common + raw + content
    end = struct.pack("<IHHIIH", 0, len(files), len(files), len(directory), len(body), 0)
    return body + directory + b"PK\5\6" + end


def check_chain(lines, name, gaps=False):
    """Count, first number, last hash and redacted numbers of entries of the chain, with gaps between them or none; and the
    hash that the first of them follows."""
    if lines and not lines.endswith(b"\n"):
        fail(name, "its last line was cut off")
    first = head = seq = before = None
    redacted = []
    for line in lines.splitlines():
        entry = json.loads(line)
        before = entry["prev_hash"] if seq is None else before
        if seq is not None and entry["seq"] != seq + 1 and not (gaps and entry["seq"] > seq):
            fail(f"journal entry {seq + 1}", "missing, or it does not follow the one before")
        if seq is not None and entry["seq"] == seq + 1 and entry["prev_hash"] != head:
            fail(f"journal entry {seq + 1}", "missing, or it does not follow the one before")
        seq, head = entry["seq"], entry["hash"]
        first = seq if first is None else first
        if "redacted" in entry:
            redacted.append(seq)
            continue
        # The lines are canonical JSON (RFC 8785): without the member "hash" they are what was hashed.
        leaf = line.replace(b',"hash":"%s"' % head.encode(), b"", 1)
        if hashlib.sha256(b"\0" + leaf).hexdigest() != head:
            fail(f"journal entry {seq}", "changed after it was written")
    count = len(lines.splitlines())
    return {"count": count, "first_seq": first or 0, "head": head or ""}, redacted, before, seq


def check_earlier(lines, journal, before):
    """Redacted numbers of entries older than the journal's run, and bound to it where the last of them is the one before."""
    earlier, redacted, _, last = check_chain(lines, "earlier.jsonl", gaps=True)
    if last is None or not journal["count"]:
        return redacted
    if last >= journal["first_seq"]:
        fail("earlier.jsonl", "it holds entries that are not older than journal.jsonl")
    if last == journal["first_seq"] - 1 and earlier["head"] != before:
        fail(f"journal entry {last}", "it is not the one that the next entry follows")
    return redacted


def main():
    if len(sys.argv) not in (2, 4) or (len(sys.argv) == 4 and sys.argv[2] != "--head"):
        sys.exit(__doc__)
    with open(sys.argv[1], "rb") as file:
        data = file.read()
    files = files_of(data)
    if list(files) != sorted(files) or container(files) != data:
        fail("container", "a byte was changed, or another program packed it again")
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in files if name != "SHA256SUMS")
    if files.get("SHA256SUMS") != sums.encode():
        fail("SHA256SUMS", "a file is not the one it names")
    journal, redacted, before, _ = check_chain(files["journal.jsonl"], "journal.jsonl")
    earlier = check_earlier(files.get("earlier.jsonl", b""), journal, before)
    manifest = json.loads(files["manifest.json"])
    if manifest["format"] != "andon-bundle-1" or manifest["journal"] != journal or manifest["redacted_entries"] != redacted:
        fail("manifest.json", "it does not fit the journal: entries are missing or marked")
    if len(sys.argv) == 4 and sys.argv[3] != journal["head"]:
        fail("journal", f"its head is {journal['head']}, not the one you know")
    print(f"{len(files)} files and {journal['count']} journal entries from number {journal['first_seq']} hold; "
          f"redacted: {earlier + redacted or 'none'}; head {journal['head']}")


if __name__ == "__main__":
    try:
        main()
    except (KeyError, TypeError, ValueError, struct.error) as error:
        fail("content", f"it cannot be read ({error})")
