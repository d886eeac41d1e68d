"""Makes Kubernetes 1.20 sound under Go 1.18 and later: cure-reflect2.py SOURCE

Its reflect2 1.0.1 calls the runtime's mapiterinit by the signature that it had until Go 1.17. Since then the iterator is an
argument, and memory of others is written over: the API server dies in mapiternext, mostly when it encodes the labels or
annotations of a custom object.
"""
import sys

BASE = sys.argv[1] + "/vendor/github.com/modern-go/reflect2/"


def edit(name, *pairs):
    text = open(BASE + name).read()
    for old, new in pairs:
        if text.count(old) != 1:
            sys.exit(f"{name} is not the one that this was written for: no {old!r}")
        text = text.replace(old, new)
    open(BASE + name, "w").write(text)


edit(
    "unsafe_link.go",
    ("func mapiterinit(rtype unsafe.Pointer, m unsafe.Pointer) *hiter", "func mapiterinit(rtype unsafe.Pointer, m unsafe.Pointer, it *hiter)"),
    # The runtime fills the rest in, so it has to be there, and the collector has to see which of it are pointers.
    ("\t// rest fields are ignored\n", "\tpointers [6]unsafe.Pointer\n\tnumbers [6]uintptr\n"),
)
edit(
    "unsafe_map.go",
    (
        "\treturn &UnsafeMapIterator{\n\t\thiter:      mapiterinit(type2.rtype, *(*unsafe.Pointer)(obj)),",
        "\tit := new(hiter)\n\tmapiterinit(type2.rtype, *(*unsafe.Pointer)(obj), it)\n\treturn &UnsafeMapIterator{\n\t\thiter:      it,",
    ),
)
