"""The policy: what may be set, what is refused, and by whose clock it judges."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import product
from typing import TYPE_CHECKING, Any, ClassVar

import attrs
import pytest

import payloadkit as pk
from payloadkit import caas, fields, uaekyc
from payloadkit import policy as module
from payloadkit.models.registry import model_of
from payloadkit.policy import split
from payloadkit.reference.openapi import components
from payloadkit.rules.rule import Rule
from payloadkit.sandbox import Sandbox
from payloadkit.strategies import payloads
from tests.documents import POLICY, checked, full, masters, minimal, put

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Clock(datetime):
    """A clock a second before midnight in London, four hours after midnight in Dubai."""

    @classmethod
    def now(cls, tz: Any = None) -> Clock:
        """Return that time."""
        return cls(2026, 5, 31, 23, 59, 59, tzinfo=UTC).astimezone(tz)


def load_full() -> caas.OnboardingRequest:
    """Return the object of a document with all fields."""
    return pk.load(caas.OnboardingRequest, full(), POLICY)


def test_defaults() -> None:
    """The defaults are those of the contract."""
    assert attrs.asdict(pk.Policy()) == {
        "today": None,
        "limits": {},
        "masters": None,
        "ignore": (),
        "strict": False,
        "max_bytes": 64 * 1024 * 1024,
        "max_violations": 1000,
        "images": "full",
        "phones": "full",
        "workers": 1,
        "language": "en",
    }


def test_today_is_the_date_in_the_emirates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a date, the policy judges by the date at UTC+4, at each call."""
    monkeypatch.setattr(module, "datetime", Clock)
    assert pk.Policy().effective_date() == date(2026, 6, 1)
    assert timezone(timedelta(hours=4)) == module.UAE
    document = put(minimal(), "/id_details/0/date_of_expiry", "2026-05-31")
    assert checked(document, pk.Policy()) == [
        ("/id_details/0/date_of_expiry", "date.expired", "warning")
    ]
    assert checked(document, pk.Policy(today=date(2026, 5, 31))) == []


def test_a_fixed_policy_differs_in_date_and_masters_alone() -> None:
    """Every other setting, and the class of a tenant's policy, stay what they are."""

    @attrs.frozen(kw_only=True)
    class Own(pk.Policy):
        """A tenant's policy, with a setting of its own."""

        branch: str

    settings: dict[str, Any] = {
        "limits": {"caas.onboarding": {"/first_name": 5}},
        "ignore": ["date.expired"],
        "strict": True,
        "max_bytes": 2,
        "max_violations": 3,
        "images": "off",
        "phones": "shape",
        "workers": 4,
        "language": "ar",
        "branch": "Dubai",
    }
    assert settings.keys() == {field.name for field in attrs.fields(Own)} - {"today", "masters"}
    known, policy = masters(), Own(**settings)
    fixed = policy.fixed(known)
    assert fixed == attrs.evolve(policy, today=policy.effective_date(), masters=known)
    assert fixed.fixed(known) is fixed


def test_settings_out_of_range(subtests: pytest.Subtests) -> None:
    """A setting out of its range is a ValueError at once."""
    cases: list[Any] = [
        {"max_bytes": 0},
        {"max_violations": 0},
        {"workers": 0},
        {"images": "some"},
        {"phones": "none"},
        {"limits": {"caas.onboarding": 5}},
        {"limits": {"caas.onboarding": {"/first_name": 0}}},
        {"limits": {"caas.onboarding": {"/first_name": True}}},
        {"limits": {"caas.onboarding": {"/first_name": "60"}}},
        {"limits": {"caas.onboarding": {5: 60}}},
    ]
    for settings in cases:
        with subtests.test(settings=settings):
            with pytest.raises(ValueError, match=r".") as caught:
                pk.Policy(**settings)
            assert not isinstance(caught.value, pk.PayloadError)


@pytest.mark.parametrize(
    "settings",
    [
        {"ignore": "date.expired"},
        {"ignore": pk.Ignore("date.expired")},
        {"ignore": 5},
        {"ignore": None},
        {"today": datetime(2026, 6, 1, tzinfo=UTC)},
        {"today": "2026-06-01"},
    ],
)
def test_settings_of_another_type(settings: Any) -> None:
    """A lone code instead of a list, and another type instead of a date, are named TypeErrors."""
    (name,) = settings
    with pytest.raises(TypeError, match=f"^{name} "):
        pk.Policy(**settings)


def test_policy_is_frozen_and_keyword_only() -> None:
    """A policy cannot be changed, and takes no positional arguments."""
    policy: Any = pk.Policy()
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        policy.strict = True
    with pytest.raises(TypeError):
        pk.Policy(date(2026, 6, 1))  # type: ignore[call-arg] # the point


def test_codes_are_entries_everywhere() -> None:
    """A bare code among the ignored ones stands for itself at every path."""
    entry = pk.Ignore("date.future", "/e", reason="why")
    assert pk.Policy(ignore=["date.expired", entry]).ignore == (
        pk.Ignore(code="date.expired"),
        pk.Ignore("date.future", "/e", "why"),
    )


@pytest.mark.parametrize(
    ("settings", "near"),
    [
        ({"ignore": ["date.expird"]}, "date.expired"),
        ({"ignore": [pk.Ignore("image.too_smal", "/id_details/*")]}, "image.too_small"),
        ({"images": "ful"}, "full"),
        ({"phones": "shapes"}, "shape"),
    ],
)
def test_the_nearest_word_is_named(settings: Any, near: str) -> None:
    """A wrong word is refused with the valid one that it most likely meant."""
    with pytest.raises(ValueError, match=f"; did you mean {near}\\?$"):
        pk.Policy(**settings)


@pytest.mark.parametrize("code", ["canary", "x" * 10_000, ""])
def test_a_word_like_none_is_not_shown(code: str) -> None:
    """A code that is like none is refused without a suggestion and without itself."""
    with pytest.raises(ValueError, match=r"no rule reports such a code$"):
        pk.Policy(ignore=[code])


def test_codes_of_a_tenants_rule() -> None:
    """A code that a rule of a tenant's model reports can be ignored."""

    class Branch(Rule):
        """A branch of a tenant."""

        codes: ClassVar[tuple[str, ...]] = ("branch.closed",)

    with pytest.raises(ValueError, match="no rule"):
        pk.Policy(ignore=["branch.closed"])

    @pk.model()
    class Account:
        """An account of a tenant."""

        branch: str = fields.field(Branch(), doc="branch")

    assert pk.Policy(ignore=["branch.closed"]).ignore == (pk.Ignore("branch.closed"),)


def test_ignored_until_a_date() -> None:
    """An entry counts to its last day by the policy's own date; then the violation is back."""
    document = put(minimal(), "/id_details/0/date_of_expiry", "2026-05-31")
    entry = pk.Ignore("date.expired", "/id_details/*", until=date(2026, 6, 2))

    assert checked(document, pk.Policy(today=date(2026, 6, 2), ignore=[entry])) == []
    assert checked(document, pk.Policy(today=date(2026, 6, 3), ignore=[entry])) == [
        ("/id_details/0/date_of_expiry", "date.expired", "warning")
    ]


@pytest.mark.parametrize("until", ["2026-06-01", datetime(2026, 6, 1, tzinfo=UTC)])
def test_until_is_a_date(until: Any) -> None:
    """Any other type of last day is a TypeError where it is written."""
    with pytest.raises(TypeError):
        pk.Ignore("date.expired", until=until)


@pytest.mark.parametrize("path", [5, b"/first_name", ["first_name"]])
def test_ignored_paths_are_texts(path: Any) -> None:
    """Any other type of path is a TypeError where it is written."""
    with pytest.raises(TypeError, match=r"^path "):
        pk.Ignore("date.expired", path=path)


@pytest.mark.parametrize("path", ["x", "first_name", "*"])
def test_ignored_paths_are_pointers(path: str) -> None:
    """A path without a leading slash is a ValueError where it is written."""
    with pytest.raises(ValueError, match="JSON Pointer"):
        pk.Ignore(code="date.expired", path=path)


def test_patterns(subtests: pytest.Subtests) -> None:
    """``*`` is one token, a trailing ``/*`` everything below.

    Escapes of JSON Pointer are undone.
    """
    cases: list[tuple[str | None, tuple[str | int, ...], bool]] = [
        (None, ("a", 0), True),
        ("", (), True),
        ("", ("a",), False),
        ("/a", ("a",), True),
        ("/a", ("a", "b"), False),
        ("/*", ("a", "b", 3), True),
        ("/*", (), False),
        ("/a/*/b", ("a", 0, "b"), True),
        ("/a/*/b", ("a", 0, "c"), False),
        ("/a/*/b", ("a", 0, "b", "c"), False),
        ("/a/0", ("a", 0), True),
        ("/a/1", ("a", 0), False),
        ("/a~1b/c~0d/~01", ("a/b", "c~d", "~1"), True),
    ]
    for pattern, tokens, matched in cases:
        with subtests.test(pattern=pattern, matched=matched):
            assert pk.Ignore("a.b", pattern).matches("a.b", tokens) is matched
            assert not pk.Ignore("a.b", pattern).matches("a.c", tokens)


@pytest.mark.parametrize(
    "code", ["json.invalid", "json.duplicate_key", "json.anything", "field.missing", "field.type"]
)
def test_what_cannot_be_ignored(code: str) -> None:
    """Broken JSON, missing fields and wrong types match no entry."""
    assert not pk.Ignore(code).matches(code, ())


def test_split() -> None:
    """A pointer is split into its tokens."""
    assert (split(""), split("/"), split("/a/")) == ((), ("",), ("a", ""))


def test_limits_from_a_file(tmp_path: Path) -> None:
    """Limits stand in a TOML file as they do in a Mapping; a byte order mark is no fault."""
    file = tmp_path / "limits.toml"
    file.write_text(
        '["caas.onboarding"]\n'
        '"/customer_classification/employer_name" = 5\n"/address_list/*/city" = 5\n',
        encoding="utf-8",
    )
    expected = {
        "caas.onboarding": {"/customer_classification/employer_name": 5, "/address_list/*/city": 5}
    }
    marked = tmp_path / "marked.toml"
    marked.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    for path in (file, str(file), marked):
        policy = pk.Policy(limits=path, today=date(2026, 6, 1))
        assert policy.limits == expected
        assert checked(full(), policy) == [
            ("/customer_classification/employer_name", "text.too_long", "error")
        ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('["caas.onboarding"]\n'.encode("utf-16"), "UTF-16: save it as UTF-8"),
        ('["caas.onboarding"]\n'.encode("utf-16-be"), "UTF-16: save it as UTF-8"),
        ('["caas.onboarding"]\n# größer\n'.encode("cp1252"), "line 2 is no UTF-8"),
        (b"a=" + b"[" * 9999, "too deep"),
    ],
)
def test_limits_files_of_another_encoding(tmp_path: Path, content: bytes, told: str) -> None:
    """What an editor saved in another encoding is told, with nothing of the file in the error."""
    file = tmp_path / "limits.toml"
    file.write_bytes(content)
    with pytest.raises(ValueError, match=told) as caught:
        pk.Policy(limits=file)
    assert not isinstance(caught.value, UnicodeDecodeError)


@pytest.mark.parametrize(
    "content", ["= 5", '"caas.onboarding" = 5', '["caas.onboarding"]\n"/first_name" = "x"']
)
def test_limits_files_of_another_shape(tmp_path: Path, content: str) -> None:
    """A file that is no TOML or of another shape is a ValueError, a missing one an OSError."""
    file = tmp_path / "limits.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"."):
        pk.Policy(limits=str(file))
    with pytest.raises(FileNotFoundError):
        pk.Policy(limits=tmp_path / "nothing.toml")


def test_limits_where_there_is_no_maximum(subtests: pytest.Subtests) -> None:
    """A limit without a kind, a field or a maximum length is a ValueError at its first use."""
    cases: list[Any] = [
        {"caas.nothing": {"/x": 1}},
        {"caas.onboarding": {"/nothing": 5}},
        {"caas.onboarding": {"first_name": 5}},
        {"caas.onboarding": {"/address_list/0/city": 5}},
        {"caas.onboarding": {"/address_list/city": 5}},
        {"caas.onboarding": {"/nationality": 5}},
        {"caas.onboarding": {"/native_region": 5}},
        {"caas.onboarding": {"/address_list": 5}},
        {"caas.onboarding": {"": 5}},
    ]
    for limits in cases:
        with subtests.test(limits=limits):
            policy = pk.Policy(limits=limits)
            for verb in (pk.check, pk.load):
                with pytest.raises(ValueError, match=r".") as caught:
                    verb("caas.onboarding", minimal(), policy)
                assert not isinstance(caught.value, pk.PayloadError)


@pytest.mark.parametrize(
    "path",
    [
        "/nationality",
        "/native_region",
        "/address_list",
        "/id_details/*/date_of_expiry",
        "/customer_classification/dpms",
    ],
)
def test_a_limit_of_a_field_without_a_maximum_is_named(path: str) -> None:
    """Among many limits, the one that cannot be set is told by its kind and path."""
    limits = {"caas.onboarding": {"/first_name": 60, path: 5}}
    with pytest.raises(ValueError, match=f"^limits of caas.onboarding: {re.escape(path)}: "):
        pk.check("caas.onboarding", minimal(), pk.Policy(limits=limits))


@pytest.mark.parametrize("value", [None, "", " "])
def test_a_limit_changes_no_severity_but_that_of_length(value: str | None) -> None:
    """What is null or blank is as severe where a tenant sets the maximum length."""
    document = full()
    limits = {}
    for pattern, field in model_of("caas.onboarding").walk():
        path = "/" + "/".join(pattern)
        try:
            field.rule.limited(1)
        except ValueError:  # it has no maximum length
            continue
        document = put(document, path.replace("*", "0"), value)
        limits[path] = 250
    assert len(limits) > 30
    policy = attrs.evolve(POLICY, limits={"caas.onboarding": limits})
    assert checked(document, policy) == checked(document)


@pytest.mark.parametrize(
    ("limits", "near"),
    [
        ({"caas.onboardin": {"/x": 1}}, "caas.onboarding"),
        ({"caas.onboarding": {"/frist_name": 5}}, "/first_name"),
        ({"caas.onboarding": {"/address_list/*/cty": 5}}, r"/address_list/\*/city"),
    ],
)
def test_the_nearest_limit_is_named(limits: Any, near: str) -> None:
    """A limit of an unknown kind or path is refused with the nearest that there is."""
    with pytest.raises(ValueError, match=f"; did you mean {near}\\?$"):
        pk.check("caas.onboarding", minimal(), pk.Policy(limits=limits))


def test_repr_hides_master_data() -> None:
    """The master data of a tenant do not show in a policy's repr."""
    assert "masters" not in repr(pk.Policy())


@pytest.mark.parametrize(
    "setting",
    [
        {"masters": {"professions": {}}},
        {"strict": "no"},
        {"workers": True},
        {"max_bytes": 1.5},
        {"ignore": [1]},
    ],
)
def test_settings_of_another_type_are_refused(setting: dict[str, Any]) -> None:
    """A setting of another type is a TypeError at once, not at its first use."""
    with pytest.raises(TypeError):
        pk.Policy(**setting)


def test_what_is_no_policy_is_refused(subtests: pytest.Subtests) -> None:
    """Every function that takes a policy says that it was given something else."""
    policy_cases: list[Any] = ["strict", {"strict": True}, {}, False, pk.Policy]
    verb_cases: list[Callable[[Any], object]] = [
        lambda policy: pk.check("caas.onboarding", b"{}", policy),
        lambda policy: pk.load("caas.onboarding", b"{}", policy),
        lambda policy: pk.json_schema("caas.onboarding", policy),
        lambda policy: pk.redact("caas.onboarding", b"{}", policy),
        lambda policy: pk.replace(load_full(), policy=policy, channel="APP"),
        lambda policy: pk.convert(
            pk.load("uaekyc.customer-data", b"{}"), caas.OnboardingRequest, policy=policy
        ),
        lambda policy: caas.Image.of(b"", policy=policy),
        lambda policy: caas.LookupRequest.of(load_full(), policy=policy),
        lambda policy: caas.TokenRequest.from_form(b"", policy),
        lambda policy: uaekyc.MigrationCsv.from_rows([], policy=policy),
        lambda policy: uaekyc.read_corrections(b"", policy),
        lambda policy: components(["caas.lookup"], policy),
        lambda policy: payloads("caas.lookup", policy=policy).example(),
        lambda policy: Sandbox(policy=policy),
    ]
    for policy, verb in product(policy_cases, verb_cases):
        with (
            subtests.test(policy=policy, verb=verb),
            pytest.raises(TypeError, match=f"^policy is a Policy, not {type(policy).__name__}$"),
        ):
            verb(policy)


def test_master_lists_are_read_once() -> None:
    """One reading asks the tenant's master data once for each list, however many ids it checks."""
    asked: list[str] = []

    class Counting:
        """Master data that count."""

        def names(self, listing: str) -> dict[str, str] | None:
            """Note the question, and know address types only."""
            asked.append(listing)
            return {"1": "present", "2": "permanent"} if listing == "address_types" else None

    pk.check("caas.onboarding", full(), pk.Policy(masters=Counting()))

    assert asked.count("address_types") == 1
