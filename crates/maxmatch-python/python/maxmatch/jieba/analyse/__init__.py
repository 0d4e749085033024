"""An analyzer for Whoosh, ``ChineseAnalyzer``, if that is installed. There are no keywords here.

Keywords are words with a high tf–idf, and idf is of a collection of texts; the table that comes with jieba is of one that is not
known. Of your own texts it is better, and a few lines::

    import maxmatch.jieba as jieba
    from sklearn.feature_extraction.text import TfidfVectorizer

    def words(text):
        return [word for word in jieba.cut(text) if len(word) > 1 and any(map(str.isalnum, word))]

    vectorizer = TfidfVectorizer(tokenizer=words, token_pattern=None, lowercase=False)
    weights = vectorizer.fit_transform(texts)
    names = vectorizer.get_feature_names_out()
    keywords = [list(names[row.indices[row.data.argsort()[::-1][:20]]]) for row in weights]
"""

from __future__ import annotations

# As in jieba, for who imports this alone and then says jieba.posseg.
from .. import posseg

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

try:
    from .analyzer import ChineseAnalyzer
except ImportError:
    # As in jieba: who has no Whoosh needs none.
    pass


def _absent(*arguments: object, **options: object) -> NoReturn:
    raise NotImplementedError(
        "maxmatch.jieba finds no keywords, for it has no table of idf; fit one to your texts with scikit-learn's TfidfVectorizer, as "
        "help('maxmatch.jieba.analyse') shows, or import jieba.analyse, of jieba itself, for these"
    )


TFIDF = TextRank = extract_tags = set_idf_path = set_stop_words = textrank = tfidf = _absent
