import chromadb
import numpy as np
import pytest

from evals.speed.nearest import nearest


@pytest.fixture
def collection(tmp_path):
    client = chromadb.PersistentClient(str(tmp_path), chromadb.Settings(anonymized_telemetry=False))
    return client.create_collection("nearest", metadata={"hnsw:space": "cosine"}, embedding_function=None)


def directions(count):
    made = np.random.default_rng(0).normal(size=(count, 8)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def test_of_few_passages_all_of_the_nearest_are_found(collection):
    vectors = directions(200)
    told = nearest(collection, vectors, vectors[:10])
    assert told["passages"] == 200
    assert told["of the 16 nearest"] == 1.0


def test_passages_that_are_not_the_nearest_do_not_count(collection, monkeypatch):
    vectors = directions(200)
    monkeypatch.setattr(collection, "query", lambda *_, **__: {"ids": [[str(number) for number in range(16)]]})
    assert nearest(collection, vectors, vectors[100:110])["of the 16 nearest"] < 0.5
