#!/usr/bin/env python3
"""Calls every tool of `aemedic mcp` with the client of the Model Context Protocol from PyPI.

usage: client.py AEMEDIC

The client itself checks what a tool gives against the schema that the tool promises.
"""
import asyncio
import os
import sys
import tempfile
import time

try:
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client
except ImportError:
    sys.exit("the package “mcp” is missing; install it with: pip install mcp")

PASSWORD = "Zx9Kq2mP7vLw4T"
LOG = (
    "20.11.2026 06:14:02.000 *INFO* [main] org.example.Start password=" + PASSWORD + "\n"
    "20.11.2026 06:14:03.117 *ERROR* [sling-oak-observation-1]"
    " com.adobe.granite.auth.oauth.impl.helper.ProviderConfigManager cannot use " + PASSWORD + "\n"
    "com.adobe.granite.crypto.CryptoException: Cannot convert byte data\n"
    "\tat com.adobe.granite.crypto.internal.jsafe.JSafeCryptoSupport.decrypt(JSafeCryptoSupport.java:185)\n"
    "Caused by: javax.crypto.BadPaddingException: Invalid padding.\n"
)
checks = 0


def check(condition, message):
    global checks
    checks += 1
    if not condition:
        sys.exit(f"failed: {message}")


async def call(session, name, arguments, fails=False, **more):
    start = time.perf_counter()
    answer = await session.call_tool(name, arguments, **more)
    took = (time.perf_counter() - start) * 1000
    result = answer.model_dump(by_alias=True, mode="json")
    text = result["content"][0]["text"]
    check(bool(result.get("isError")) == fails, f"{name}: {text}")
    check(PASSWORD not in str(result), f"{name} shows a secret")
    print(f"{name:16} {took:7.1f} ms  {text.splitlines()[0][:90]}")
    return result.get("structuredContent") or {}, text


async def converse(parameters, folder):
    async with stdio_client(parameters) as (reading, writing):
        async with ClientSession(reading, writing) as session:
            hello = (await session.initialize()).model_dump(by_alias=True, mode="json")
            check(hello["serverInfo"]["name"] == "aemedic", "the server's name")
            print("revision", hello["protocolVersion"])
            tools = (await session.list_tools()).model_dump(by_alias=True, mode="json")["tools"]
            check(len(tools) == 6, "six tools")
            for tool in tools:
                hints = tool["annotations"]
                check(hints["readOnlyHint"] and not hints["destructiveHint"], tool["name"])
                check(tool["outputSchema"]["type"] == "object", tool["name"])

            seen = []

            async def progressed(progress, total, message):
                seen.append(progress)

            found, _ = await call(
                session, "diagnose", {"text": LOG, "name": "error.log"},
                progress_callback=progressed)
            check(found["report"] == "report-1", "the first report")
            await call(session, "diagnose", {"paths": ["case"], "lang": "ja"})
            await call(session, "diagnose", {"paths": ["/etc/passwd"], "lang": "fr"}, fails=True)
            check(seen == sorted(set(seen)), "progress only grows")
            if found["findings"]:
                finding = found["findings"][0]["finding"]
                proof, _ = await call(
                    session, "explain_finding", {"report": "report-1", "finding": finding})
                check(proof["steps"] or proof["evidence"], "a proof")
            await call(
                session, "explain_finding", {"report": "report-1", "finding": "no"}, fails=True)
            hits, _ = await call(
                session, "search_articles", {"query": "Cannot convert byte data", "limit": 3})
            check(hits["results"], "articles")
            number = hits["results"][0]["number"]
            article, _ = await call(session, "get_article", {"number": number, "lang": "fr"})
            check(article["number"] == number, "the article")
            masked, _ = await call(session, "redact", {"text": LOG})
            check("[secret-1]" in masked["text"], "a masked text")
            plan, _ = await call(
                session, "plan_remedy",
                {"remedy": "crypto-key-store", "instance": os.path.join(folder, "crx-quickstart"),
                 "url": "http://127.0.0.1:9"})
            check(plan["plan"]["outcome"], "a plan")
            await call(session, "plan_remedy", {"remedy": "nothing"}, fails=True)

            listed = (await session.list_resources()).model_dump(by_alias=True, mode="json")
            check(listed["resources"], "resources")
            await session.list_resource_templates()
            text = (await session.read_resource(f"kb://{number}?lang=fr")).model_dump(
                by_alias=True, mode="json")
            check(text["contents"][0]["text"], "the article's text")
            await session.send_ping()


async def find_out(parameters):
    """The newer clients ask first whether there is no handshake."""
    try:
        from mcp import Client
    except ImportError:
        return
    async with Client(stdio_client(parameters)) as client:
        tools = (await client.list_tools()).tools
        check(len(tools) == 6, "six tools without a named revision")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        for path in ("case", "crx-quickstart/conf"):
            os.makedirs(os.path.join(folder, path))
        open(os.path.join(folder, "crx-quickstart/conf/sling.properties"), "w").close()
        with open(os.path.join(folder, "case/error.log"), "w") as log:
            log.write(LOG)
        parameters = StdioServerParameters(
            command=os.path.abspath(sys.argv[1]), args=["mcp", "--root", folder],
            env=dict(os.environ))
        asyncio.run(converse(parameters, folder))
        asyncio.run(find_out(parameters))
    print(f"{checks} checks passed")


main()
