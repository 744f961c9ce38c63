"""The network against itself and against CTranslate2. Needs PyTorch, which the service's environment has not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

torch = pytest.importorskip(
    "torch", reason="NOT RUN: PyTorch is in the recipe's environment only (models/vi-en/README.md)"
)

import ctranslate2  # noqa: E402
from recipe import grow, network, together  # noqa: E402
from recipe.checkpoint import Checkpoint, mean_of  # noqa: E402
from recipe.export import write_model  # noqa: E402
from recipe.pieces import BOS, EOS, PAD, load_pieces, train_pieces  # noqa: E402

PAIRS = [
    (f"Có {n} xã ở tỉnh bị ngập trong đêm.", f"{n} communes in the province were flooded overnight.") for n in range(99)
]
TOY = network.Shape(vocab=0, width=32, heads=4, inner=48, encoder_layers=2, decoder_layers=1)


def toy(vocab: int = 60) -> network.Translator:
    torch.manual_seed(3)
    return network.Translator(network.Shape(**{**TOY.as_dict(), "vocab": vocab})).eval()


def test_a_target_position_does_not_see_what_follows_it() -> None:
    source, target = torch.tensor([[7, 8, 9, EOS]]), torch.tensor([[BOS, 11, 12, 13]])
    other = torch.tensor([[BOS, 11, 44, 45]])
    model = toy()
    assert torch.allclose(model(source, target)[:, :2], model(source, other)[:, :2], atol=1e-6)
    assert not torch.allclose(model(source, target)[:, 2:], model(source, other)[:, 2:], atol=1e-3)


def test_padding_changes_nothing() -> None:
    target, model = torch.tensor([[BOS, 11, 12]]), toy()
    short, long = torch.tensor([[7, 8, EOS]]), torch.tensor([[7, 8, EOS, PAD, PAD]])
    assert torch.allclose(model(short, target), model(long, target), atol=1e-5)


def test_dropout_forgets_the_same_features_at_every_position_and_keeps_the_mean() -> None:
    dropout, x = network.Dropout(0.25), torch.ones(400, 3, 50)
    found = dropout(x)
    assert torch.equal(found[:, 0], found[:, 2])
    assert 0.2 < (found == 0).float().mean().item() < 0.3
    assert found.mean().item() == pytest.approx(1, abs=0.03)
    assert torch.equal(dropout.eval()(x), x)


def test_the_chunked_loss_has_the_gradients_of_the_whole_one(monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = torch.randint(4, 60, (5, 7)), torch.randint(4, 60, (5, 9))
    results = []
    for chunk in (3, 1000):
        monkeypatch.setattr(network, "LOSS_CHUNK", chunk)
        model = toy()
        loss, count = model.backward_loss(source, target, 0.1)
        results.append((loss, [parameter.grad.clone() for parameter in model.parameters()]))
        assert count == 40
    assert results[0][0] == pytest.approx(results[1][0], rel=1e-5)
    assert all(torch.allclose(a, b, atol=1e-5) for a, b in zip(results[0][1], results[1][1], strict=True))


def test_the_exported_model_gives_every_piece_the_probability_that_the_network_gives_it(tmp_path: Path) -> None:
    train_pieces(PAIRS, 340, tmp_path / "pieces.model")
    pieces = load_pieces(tmp_path / "pieces.model")
    model = toy(pieces.get_piece_size())
    write_model(model, tmp_path / "pieces.model", tmp_path / "model", "float32")
    source, target = pieces.encode(PAIRS[31][0]), pieces.encode(PAIRS[31][1])
    with torch.no_grad():
        logits = model.logits(model(torch.tensor([[*source, EOS]]), torch.tensor([[BOS, *target]])))
    expected = torch.log_softmax(logits[0], -1).gather(1, torch.tensor([[*target, EOS]]).T)[:, 0]
    translator = ctranslate2.Translator(str(tmp_path / "model"), device="cpu", compute_type="float32")
    (scored,) = translator.score_batch(
        [[pieces.id_to_piece(i) for i in source]], [[pieces.id_to_piece(i) for i in target]]
    )
    assert torch.allclose(torch.tensor(scored.log_probs), expected, atol=1e-3)


def test_a_checkpoint_is_read_back_and_the_mean_of_two_is_between_them(tmp_path: Path) -> None:
    one, two = toy(), toy()
    with torch.no_grad():
        two.out_bias += 1
    for name, model in (("one", one), ("two", two)):
        Checkpoint(model.shape, dict(model.state_dict()), step=5).save(tmp_path / name)
    mean = mean_of([Checkpoint.load(tmp_path / "one"), Checkpoint.load(tmp_path / "two")])
    assert (mean.step, mean.shape) == (5, one.shape)
    assert torch.allclose(mean.network().out_bias, one.out_bias + 0.5)


def test_a_grown_network_says_what_the_small_one_said_and_learns_in_every_layer() -> None:
    small = toy()
    grown = grow.grown(Checkpoint(small.shape, small.state_dict()), encoder_layers=3, decoder_layers=2).network()
    source, target = torch.randint(4, 60, (3, 6)), torch.randint(4, 60, (3, 5))
    assert (len(grown.encoder), len(grown.decoder)) == (3, 2)
    assert torch.allclose(small(source, target), grown.eval()(source, target), atol=1e-5)
    grown.backward_loss(source, target, 0.1)
    assert all(layer.feed.down.weight.grad.abs().sum() > 0 for layer in (*grown.encoder, *grown.decoder))


def test_layers_are_spread_evenly_and_never_taken_away() -> None:
    assert grow.origins(4, 6) == [(0, True), (0, False), (1, True), (2, True), (2, False), (3, True)]
    with pytest.raises(SystemExit, match="cannot grow"):
        grow.origins(4, 3)


def test_copies_meet_at_the_mean_of_their_weights(tmp_path: Path) -> None:
    networks = [torch.nn.Linear(2, 1), torch.nn.Linear(2, 1)]
    wanted = (networks[0].weight.detach() + networks[1].weight.detach()) / 2
    both = [together.Copies(tmp_path, number, 2, every=5) for number in range(2)]
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda at: both[at].meet(networks[at], step=5), range(2)))
    assert all(torch.allclose(network.weight, wanted) for network in networks)


def test_a_copy_whose_fellow_has_stopped_says_so_and_goes_on_alone_until_it_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(together, "PATIENCE", 0.0)
    alone, back = torch.nn.Linear(2, 1), torch.nn.Linear(2, 1)
    before = alone.weight.detach().clone()
    copy = together.Copies(tmp_path, 0, 2, every=5)
    copy.meet(alone, step=5)
    copy.meet(alone, step=10)
    assert torch.equal(alone.weight, before)
    assert capsys.readouterr().out.count("copy 1 did not come") == 1
    together.Copies(tmp_path, 1, 2, every=5).meet(back, step=5)
    copy.meet(alone, step=15)
    assert not torch.equal(alone.weight, before)


def test_one_alone_leaves_nothing_behind(tmp_path: Path) -> None:
    together.Copies(tmp_path / "together", 0, 1, every=5).meet(torch.nn.Linear(2, 1), step=5)
    assert not list(tmp_path.iterdir())
