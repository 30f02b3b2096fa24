"""``payloadkit sandbox``: stand-ins of the four systems on ports of this machine."""

from __future__ import annotations

from threading import Event

import click

from payloadkit.cli.options import FILE
from payloadkit.cli.streams import InputError, Stopped, open_stream, printable, reason

MOST_PORTS = 4


@click.command("sandbox")
@click.option("--scenario", type=FILE, help="The scenario, a TOML file.")
@click.option(
    "--port",
    "ports",
    type=click.IntRange(0, 65535),
    multiple=True,
    metavar="N",
    help="Ports of CAAS, UAE KYC, Azakaw and Airpay, in this order; 0 for any.  [default: any]",
)
def command(*, scenario: str | None, ports: tuple[int, ...]) -> None:
    """Serve stand-ins of the four systems on this machine, until Ctrl-C.

    Prints base URLs and credentials as the environment that the clients read.
    """
    if len(ports) > MOST_PORTS:
        raise click.UsageError(f"There are {MOST_PORTS} ports at most.")
    from payloadkit.sandbox.sandbox import MERCHANT_ID, SECRETS, Sandbox

    try:
        sandbox = Sandbox() if scenario is None else Sandbox.from_file(scenario)
    except OSError as error:
        raise InputError(f"{printable(str(error.filename))}: {reason(error)}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{printable(scenario or '')}: {error}") from error
    try:
        with sandbox.serve(ports) as served:
            with open_stream() as stream:
                for system, secrets in SECRETS.items():
                    url = {"base_url": getattr(served, f"{system}_url")}
                    for name, text in {**url, **secrets}.items():
                        variable = f"PAYLOADKIT_{system}_{name}".upper()
                        stream.write(f"export {variable}={text}\n")
                stream.write(f"export PAYLOADKIT_AIRPAY_MERCHANT_ID={MERCHANT_ID}\n")
            Event().wait()
    except Stopped as stopped:  # the usual end, so nothing is said
        raise click.exceptions.Exit(stopped.status) from None
    except OSError as error:
        raise InputError(f"a port: {reason(error)}") from error
    except ImportError as error:
        raise InputError(f"{error}") from error
