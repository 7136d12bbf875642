"""packed.py - what a store's file keeps packed (src/store/codec.h), in Python:
zstd frames by dictionaries of the table dictionary.
"""
import ctypes
import struct
import zlib

lib = ctypes.CDLL("libzstd.so.1")
for name, given in (("ZSTD_createDCtx", []), ("ZSTD_isError", [ctypes.c_size_t]),
                    ("ZSTD_getFrameContentSize", [ctypes.c_char_p, ctypes.c_size_t]),
                    ("ZSTD_getDictID_fromFrame", [ctypes.c_char_p, ctypes.c_size_t]),
                    ("ZSTD_decompress_usingDict", [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p,
                                                   ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t])):
    fn = getattr(lib, name)
    fn.argtypes, fn.restype = given, ctypes.c_size_t
lib.ZSTD_createDCtx.restype = ctypes.c_void_p
lib.ZSTD_getFrameContentSize.restype = ctypes.c_ulonglong
lib.ZSTD_getDictID_fromFrame.restype = ctypes.c_uint
context = lib.ZSTD_createDCtx()


MAGIC = b"\x28\xb5\x2f\xfd"  # the store leaves it out


def size(frame):
    frame = MAGIC + frame
    return lib.ZSTD_getFrameContentSize(frame, len(frame))


def unpack(frame, by=b""):
    if size(frame) > 1 << 31:
        raise ValueError("no frame")
    most = size(frame)
    frame = MAGIC + frame
    out = ctypes.create_string_buffer(most + 1)
    n = lib.ZSTD_decompress_usingDict(context, out, most, frame, len(frame), by, len(by))
    if lib.ZSTD_isError(n):
        raise ValueError("a damaged frame")
    return out.raw[:n]


def source(data):
    """The bytes of a source as the table keeps them (src/store/packed.c)."""
    return unpack(data[len(MAGIC):]) if data.startswith(MAGIC) else zlib.decompress(data)


def unpacker(db):
    """A function that unpacks what stands in the columns of that database."""
    known = {0: b""}
    for number, frame in db.execute("SELECT number, bytes FROM dictionary WHERE length(bytes) > 0"):
        known[number] = unpack(bytes(frame))
    return lambda frame: unpack(bytes(frame), known[lib.ZSTD_getDictID_fromFrame(MAGIC + bytes(frame), len(frame) + 4)])


def item(unpack, head, rest):
    """An item's JSON of its columns head and json (src/store/heads.h)."""
    if head is None:
        return unpack(rest)
    parts = unpack(rest).split(b"\x01")
    return b"".join(x + y for x, y in zip(unpack(head).split(b"\x01"), parts + [b""]))


def pack(data):
    """As a frame of blocks that are not compressed."""
    parts = [data[i:i + (1 << 17)] for i in range(0, len(data), 1 << 17)] or [b""]
    out = b"\xa0" + struct.pack("<I", len(data))
    for i, part in enumerate(parts):
        out += struct.pack("<I", (i == len(parts) - 1) | len(part) << 3)[:3] + part
    return out
