"""Steps of set-up: done once, done again when their key changes or an interruption left them half done."""

import pytest

from devkit import paths, steps


@pytest.fixture(autouse=True)
def own_state(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "STATE", tmp_path)
    monkeypatch.setattr(paths, "LOGS", tmp_path / "logs")


def test_a_step_is_done_once_for_a_key(tmp_path):
    done = []
    for key in ("a", "a", "b"):
        steps.once("step", key, "a step", lambda: done.append(1))
    assert len(done) == 2


def test_an_interrupted_step_is_done_again():
    def interrupted():
        raise KeyboardInterrupt

    steps.once("step", "a", "a step", lambda: None)
    with pytest.raises(KeyboardInterrupt):
        steps.once("step", "b", "a step", interrupted)
    done = []
    steps.once("step", "a", "a step", lambda: done.append(1))
    assert done, "the stamp of the older run must not stand after an interruption"


def test_a_step_whose_proof_has_gone_is_done_again(tmp_path):
    proof = tmp_path / "made"
    steps.once("step", "a", "a step", proof.touch, proof=proof)
    proof.unlink()
    steps.once("step", "a", "a step", proof.touch, proof=proof)
    assert proof.exists()


def test_a_failed_command_shows_its_last_words_and_the_remedy(capsys):
    with pytest.raises(steps.Failure) as caught:
        steps.run(["sh", "-c", "echo the disk is full; exit 3"], log="demo", what="Copying", remedy="Free some space.")
    assert "Copying failed (exit 3)" in str(caught.value)
    assert "the disk is full" in str(caught.value)
    assert "the disk is full" in caught.value.log.read_text()


def test_trees_differ_by_content_and_name(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    for folder, name in ((one, "a"), (two, "b")):
        folder.mkdir()
        (folder / name).write_text("same")
    assert steps.tree_digest([one]) != steps.tree_digest([two])
    before = steps.tree_digest([one])
    (one / "a").write_text("other")
    assert steps.tree_digest([one]) != before
