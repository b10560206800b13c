"""The editor server, as a client sees it that others have written: pytest-lsp checks each message."""
import asyncio
import os
import pathlib
import shutil

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

GAPREG = os.environ["GAPREG"]
EXAMPLES = pathlib.Path(os.environ["ROOT"]) / "examples" / "docs"
NAMES = [f"docs/{language}/runbooks/backend-gap-register.md" for language in ("en", "tr")]


@pytest_lsp.fixture(config=ClientServerConfig(server_command=[GAPREG, "server", "--today", "2026-03-02"]))
async def client(lsp_client: LanguageClient, tmp_path):
    shutil.copytree(EXAMPLES, tmp_path / "docs")
    lsp_client.folder = tmp_path
    capabilities = types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=["utf-16"]),
        text_document=types.TextDocumentClientCapabilities(publish_diagnostics=types.PublishDiagnosticsClientCapabilities()),
    )
    params = types.InitializeParams(capabilities=capabilities, root_uri=tmp_path.as_uri())
    await lsp_client.initialize_session(params)
    yield
    await lsp_client.shutdown_session()


async def opened(client, name=NAMES[0], change=lambda text: text):
    path = client.folder / name
    text = change(path.read_text())
    item = types.TextDocumentItem(uri=path.as_uri(), language_id="markdown", version=1, text=text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    await client.wait_for_notification("textDocument/publishDiagnostics")
    return path.as_uri(), text


def at(text, words, after=1):
    offset = text.index(words) + after
    line = text.count("\n", 0, offset)
    before = text[text.rfind("\n", 0, offset) + 1:offset]
    return types.Position(line, len(before.encode("utf-16-le")) // 2)


def identified(uri):
    return types.TextDocumentIdentifier(uri)


@pytest.mark.asyncio
async def test_findings_are_sent_and_given(client):
    uri, _ = await opened(client)
    sent = client.diagnostics[uri]
    assert {found.code for found in sent} >= {"stale-triage-row", "unknown-field", "missing-field"}
    assert all(found.code_description.href.startswith("file://") for found in sent)
    page = pathlib.Path(sent[0].code_description.href.removeprefix("file://"))
    assert page.read_text().startswith(f"# {sent[0].code}")
    given = await client.text_document_diagnostic_async(types.DocumentDiagnosticParams(identified(uri)))
    assert given.items == sent
    again = await client.text_document_diagnostic_async(
        types.DocumentDiagnosticParams(identified(uri), previous_result_id=given.result_id))
    assert again.kind == "unchanged"
    everywhere = await client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(previous_result_ids=[]))
    assert len(everywhere.items) == 2


@pytest.mark.asyncio
async def test_findings_follow_what_is_typed(client):
    uri, text = await opened(client)
    line = at(text, "**Priority:**").line
    change = types.TextDocumentContentChangePartial(
        range=types.Range(types.Position(line, 0), types.Position(line + 1, 0)), text="")
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(2, uri), [change]))
    def lacks_priority():
        return any(found.code == "missing-field" and "Priority" in found.message for found in client.diagnostics[uri])
    # The findings of the translation may come in between.
    while not lacks_priority():
        await asyncio.wait_for(client.wait_for_notification("textDocument/publishDiagnostics"), 10)


@pytest.mark.asyncio
async def test_every_feature_answers(client):
    uri, text = await opened(client)
    place, document = at(text, "| G-002", 3), identified(uri)
    hover = await client.text_document_hover_async(types.HoverParams(document, place))
    assert "Closed days" in hover.contents.value
    found = await client.text_document_definition_async(types.DefinitionParams(document, place))
    assert len(found) == 1
    context = types.ReferenceContext(include_declaration=True)
    found = await client.text_document_references_async(types.ReferenceParams(context, document, place))
    assert len(found) >= 6
    symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
    assert len(symbols) == 6
    assert await client.workspace_symbol_async(types.WorkspaceSymbolParams("G-002"))
    assert await client.text_document_folding_range_async(types.FoldingRangeParams(document))
    assert await client.text_document_document_link_async(types.DocumentLinkParams(document))
    assert await client.text_document_code_lens_async(types.CodeLensParams(document))
    whole = types.Range(types.Position(0, 0), types.Position(10_000, 0))
    assert await client.text_document_inlay_hint_async(types.InlayHintParams(document, whole))
    options = types.FormattingOptions(tab_size=4, insert_spaces=True)
    assert await client.text_document_formatting_async(types.DocumentFormattingParams(document, options))
    status = at(text, "**Status:** ", len("**Status:** "))
    states = await client.text_document_completion_async(types.CompletionParams(document, status))
    assert {item.label for item in states} == {"Open", "In Progress", "Fixed", "Verified"}
    prepared = await client.text_document_prepare_rename_async(types.PrepareRenameParams(document, place))
    assert prepared.placeholder == "G-002"
    renamed = await client.text_document_rename_async(types.RenameParams(document, place, "G-042"))
    assert len(renamed.changes) == 4
    context = types.CodeActionContext(diagnostics=[], only=["source.fixAll.gapreg"])
    actions = await client.text_document_code_action_async(types.CodeActionParams(document, whole, context))
    assert [action.kind for action in actions] == ["source.fixAll.gapreg"]
    page = await client.workspace_execute_command_async(
        types.ExecuteCommandParams("gapreg.explain", ["missing-field"]))
    assert page.startswith("# missing-field")


@pytest.mark.asyncio
async def test_the_translation_is_checked_with_its_register(client):
    await opened(client)
    uri, _ = await opened(client, NAMES[1], lambda text: text.replace("**Owner:** Backend", "**Owner:** Desk", 1))
    while not any(found.code == "mirror-value" for found in client.diagnostics.get(uri, [])):
        await client.wait_for_notification("textDocument/publishDiagnostics")
