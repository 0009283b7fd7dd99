"""Functions on IP address ranges."""

from __future__ import annotations

from typing import NamedTuple

from terrafirm.model.value import Value
from terrafirm.sources.hcl.functions.contract import ArgumentError, Function, FunctionError
from terrafirm.sources.hcl.functions.declare import pure, whole


class Block(NamedTuple):
    """A range of addresses: the first address as a number, the prefix length, bits of an address (32 or 128)."""

    first: int
    length: int
    bits: int

    def __str__(self) -> str:
        return f"{address(self.first, self.bits)}/{self.length}"


def address(value: int, bits: int) -> str:
    """An address as Go writes it: IPv4-mapped IPv6 addresses in dotted form."""
    from ipaddress import IPv4Address, IPv6Address

    if bits == 32 or value >> 32 == 0xFFFF:
        return str(IPv4Address(value & 0xFFFFFFFF))
    return str(IPv6Address(value))


def parse_prefix(prefix: str) -> Block:
    """The range that CIDR notation means; raises :class:`FunctionError`."""
    host, slash, digits = prefix.partition("/")
    bits, value = (128, _ipv6(host)) if ":" in host else (32, _ipv4(host))
    if value is None or not slash or not (digits.isascii() and digits.isdigit()) or int(digits) > bits:
        raise FunctionError(f"invalid CIDR expression: invalid CIDR address: {prefix}")
    length = int(digits)
    return Block(value >> (bits - length) << (bits - length), length, bits)


def _ipv4(text: str) -> int | None:
    """Terraform keeps reading octets with leading zeros as decimal (its ``internal/ipaddr``)."""
    octets = text.split(".")
    if len(octets) != 4 or not all(part.isascii() and part.isdigit() and int(part) < 256 for part in octets):
        return None
    return int.from_bytes(bytes(map(int, octets)), "big")


def _ipv6(text: str) -> int | None:
    from ipaddress import AddressValueError, IPv6Address

    try:
        return None if "%" in text else int(IPv6Address(text))
    except AddressValueError:
        return None


def _cidrhost(prefix: str, number: Value) -> Value:
    if type(number) is not int:
        raise FunctionError("hostnum: a whole number is required")
    block = parse_prefix(prefix)
    most = (1 << (block.bits - block.length)) - 1
    offset = number if number >= 0 else most + 1 + number
    if not 0 <= offset <= most:
        raise FunctionError(f"prefix of {block.length} does not accommodate a host numbered {number}")
    return address(block.first | offset, block.bits)


def _cidrnetmask(prefix: str) -> Value:
    block = parse_prefix(prefix)
    if block.bits == 128:
        raise FunctionError(f"IPv6 addresses cannot have a netmask: {prefix}")
    return address((0xFFFFFFFF >> (32 - block.length) << (32 - block.length)) if block.length else 0, 32)


def _cidrsubnet(prefix: str, newbits: Value, number: Value) -> Value:
    extension = whole(newbits, "newbits")
    if type(number) is not int:
        raise FunctionError("netnum: a whole number is required")
    block = parse_prefix(prefix)
    length = block.length + extension
    if length > block.bits:
        raise FunctionError(f"insufficient address space to extend prefix of {block.length} by {extension}")
    # a negative extension is not refused by Terraform: it shortens the prefix and keeps the address
    if length < 0 or number < 0 or (extension >= 0 and number >= 1 << extension):
        raise FunctionError(f"prefix extension of {extension} does not accommodate a subnet numbered {number}")
    return str(Block(block.first | number << (block.bits - length), length, block.bits))


def _cidrsubnets(prefix: str, *newbits: Value) -> Value:
    block = parse_prefix(prefix)
    last = block.first + (1 << (block.bits - block.length))
    free = block.first
    if newbits and not free:
        # go-cidr steps back before the range first, and from address zero that wraps around
        raise FunctionError("not enough remaining address space: the range starts at address zero")
    found: list[Value] = []
    for extension in newbits:
        bits = whole(extension, "newbits")
        if bits < 1:
            raise ArgumentError("newbits", "must extend prefix by at least one bit")
        if bits > 32:
            raise ArgumentError("newbits", "may not extend prefix by more than 32 bits")
        length = block.length + bits
        if length > block.bits:
            protocol = "IPv4" if block.bits == 32 else "IPv6"
            detail = f"would extend prefix to {length} bits, which is too long for an {protocol} address"
            raise ArgumentError("newbits", detail)
        size = 1 << (block.bits - length)
        start = -(-free // size) * size
        if start + size > last:
            detail = f"not enough remaining address space for a subnet with a prefix of {length} bits"
            raise ArgumentError("newbits", detail)
        found.append(str(Block(start, length, block.bits)))
        free = start + size
    return found


_PREFIX = ("prefix", "string")

FUNCTIONS: dict[str, Function] = {
    "cidrhost": pure(_PREFIX, ("hostnum", "number"))(_cidrhost),
    "cidrnetmask": pure(_PREFIX)(_cidrnetmask),
    "cidrsubnet": pure(_PREFIX, ("newbits", "number"), ("netnum", "number"))(_cidrsubnet),
    "cidrsubnets": pure(_PREFIX, more=("newbits", "number"), result=("list", "string"))(_cidrsubnets),
}
