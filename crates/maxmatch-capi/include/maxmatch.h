/*
 * maxmatch: Chinese word segmentation by maximum matching.
 *
 * Made from the library's source by cbindgen; changes here get lost.
 *
 * Objects. Dictionaries, user dictionaries, builders, segmenters, cursors and errors are behind handles.
 * Whoever gets a handle frees it, once, in any order: an object keeps what it needs of others. Freeing NULL
 * is fine. Where a call fails, the handle that it should have given is NULL.
 *
 * Errors. Functions that can fail return a status. Their last argument is NULL, or the address of a pointer,
 * which is NULL in the beginning; when they fail, it points to an error with a message, which the caller
 * frees. As long as there is one, all functions that get this address do nothing but return its status. So
 * several calls can be made in a row, and the error be looked at after the last. A NULL handle, string or
 * place is an error, MAXMATCH_STATUS_ARGUMENT. No call unwinds or exits; only where memory runs out, the
 * process is aborted.
 *
 * Text. Texts and files in memory are bytes and their number; offsets are in bytes. Paths, names and settings
 * are C strings, which end at NUL, in UTF-8; paths are any bytes on Unix. Strings that functions return are C
 * strings of the library, and nobody frees them.
 *
 * Threads. All functions may be called from any thread. Dictionaries, user dictionaries, segmenters and
 * errors do not change, and any number of threads may use one at the same time, until one frees it. A builder
 * or a cursor may go from thread to thread, but only one may use it at a time.
 */


#ifndef MAXMATCH_H
#define MAXMATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * What became of a call. More may be added.
 */
typedef enum maxmatch_status {
  /**
   * All is well.
   */
  MAXMATCH_STATUS_OK = 0,
  /**
   * An argument can't be used: it is NULL, not UTF-8, or names no mode, rule or principle.
   */
  MAXMATCH_STATUS_ARGUMENT = 1,
  /**
   * The operating system refused to read.
   */
  MAXMATCH_STATUS_IO = 2,
  /**
   * The bytes are no dictionary: the magic number is missing.
   */
  MAXMATCH_STATUS_NOT_A_DICTIONARY = 3,
  /**
   * The dictionary's format, or something in it, is one that this release does not know.
   */
  MAXMATCH_STATUS_VERSION = 4,
  /**
   * The dictionary is shorter or longer than its header says.
   */
  MAXMATCH_STATUS_LENGTH = 5,
  /**
   * A checksum does not match: the dictionary is damaged.
   */
  MAXMATCH_STATUS_CHECKSUM = 6,
  /**
   * The checksums match and the contents contradict each other.
   */
  MAXMATCH_STATUS_CORRUPT = 7,
  /**
   * The bytes of the dictionary lie at an address that can't be used.
   */
  MAXMATCH_STATUS_ALIGNMENT = 8,
  /**
   * The machine is big-endian.
   */
  MAXMATCH_STATUS_PLATFORM = 9,
  /**
   * A line of a user dictionary can't be read.
   */
  MAXMATCH_STATUS_LEXICON = 10,
  /**
   * A user dictionary has a word that is too long, or together they have too many different characters.
   */
  MAXMATCH_STATUS_ENTRY = 11,
  /**
   * A fault of maxmatch; please report it. The object that was worked with can still be used.
   */
  MAXMATCH_STATUS_PANIC = 12,
  /**
   * Something else.
   */
  MAXMATCH_STATUS_OTHER = 13,
} maxmatch_status;

/**
 * What a token is. More may be added.
 */
typedef enum maxmatch_kind {
  /**
   * A word of the dictionary, whatever its characters are.
   */
  MAXMATCH_KIND_WORD = 0,
  /**
   * A Han character in no dictionary, or several that are taken for a word.
   */
  MAXMATCH_KIND_UNKNOWN = 1,
  /**
   * A number, in digits or Chinese numerals, with what belongs to it.
   */
  MAXMATCH_KIND_NUMBER = 2,
  /**
   * Letters of the Latin script, also with digits in or beside them.
   */
  MAXMATCH_KIND_LATIN = 3,
  /**
   * Letters of any other script.
   */
  MAXMATCH_KIND_LETTER = 4,
  /**
   * Punctuation.
   */
  MAXMATCH_KIND_PUNCTUATION = 5,
  /**
   * Symbols, emoji too, and whatever has no other kind.
   */
  MAXMATCH_KIND_SYMBOL = 6,
  /**
   * White space, line ends and other control or format characters.
   */
  MAXMATCH_KIND_WHITESPACE = 7,
  /**
   * A maximal sequence of bytes that are not UTF-8.
   */
  MAXMATCH_KIND_INVALID = 8,
  /**
   * An address of the web.
   */
  MAXMATCH_KIND_URL = 9,
  /**
   * An e-mail address.
   */
  MAXMATCH_KIND_EMAIL = 10,
  /**
   * A hashtag.
   */
  MAXMATCH_KIND_HASHTAG = 11,
  /**
   * A mention of a user.
   */
  MAXMATCH_KIND_MENTION = 12,
  /**
   * A date or a time.
   */
  MAXMATCH_KIND_DATE = 13,
} maxmatch_kind;

/**
 * Settings of which segmenters are made. Only one thread may use it at a time.
 */
typedef struct maxmatch_builder maxmatch_builder;

/**
 * A place in a text that is segmented, and the memory to do so: once that is as large as it must be, nothing
 * is allocated any more. It serves any segmenters and texts one after the other. Only one thread may use it at
 * a time.
 */
typedef struct maxmatch_cursor maxmatch_cursor;

/**
 * Words with frequencies and tags. It never changes, and all threads may use it at the same time.
 */
typedef struct maxmatch_dictionary maxmatch_dictionary;

/**
 * An error: its status and a message, which names the cause, the place and the way out.
 */
typedef struct maxmatch_error maxmatch_error;

/**
 * A dictionary and how to use it. It never changes, and all threads may use it at the same time.
 */
typedef struct maxmatch_segmenter maxmatch_segmenter;

/**
 * Words, forbidden words, forced cuts and joins, which lie on a dictionary. It never changes, and all threads
 * may use it at the same time.
 */
typedef struct maxmatch_user_dictionary maxmatch_user_dictionary;

/**
 * What a dictionary says of a word.
 */
typedef struct maxmatch_entry {
  /**
   * Whether the word is in the dictionary. If not, all else is 0.
   */
  bool found;
  /**
   * How often the word was counted; 0 where the word list gave no number.
   */
  uint32_t frequency;
  /**
   * Its tag, usually a part of speech: so many bytes of UTF-8, without a NUL at their end. NULL if it has
   * none. It lasts as long as the dictionary.
   */
  const char *tag;
  /**
   * The length of the tag in bytes.
   */
  size_t tag_length;
} maxmatch_entry;

/**
 * A token: a piece of the text, and what it is.
 */
typedef struct maxmatch_token {
  /**
   * Where it begins, in bytes of the text.
   */
  size_t start;
  /**
   * Where it ends, in bytes of the text: its last byte is the one before.
   */
  size_t end;
  /**
   * What it is.
   */
  enum maxmatch_kind kind;
} maxmatch_token;

/**
 * What a search index keeps of a token.
 */
typedef struct maxmatch_posting {
  /**
   * Where it is, and what. At the end of the text, 0.
   */
  struct maxmatch_token token;
  /**
   * How many units of the text stand before it, white space left out.
   */
  size_t position;
  /**
   * How many positions it takes: the number of its units. 0 for white space.
   */
  size_t positions;
  /**
   * Its characters, folded as the dictionary folds them: so many bytes of UTF-8, without a NUL at their end.
   * They last until the next call with the cursor. NULL at the end of the text, where there is no posting.
   */
  const char *term;
  /**
   * The length of the term in bytes.
   */
  size_t term_length;
} maxmatch_posting;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The version of the library, such as "0.1.0".
 */
const char *maxmatch_version(void);

/**
 * The name of a maxmatch_kind, such as "word". NULL if there is none, so that all kinds can be counted from 0 on.
 */
const char *maxmatch_kind_name(int kind);

/**
 * The name of a mode by its number, such as "forward" for 0. NULL if there is none, so that all modes can be
 * counted from 0 on.
 */
const char *maxmatch_mode_name(int number);

/**
 * The status that the call returned that made this error. MAXMATCH_STATUS_OK for NULL.
 */
enum maxmatch_status maxmatch_error_status(const struct maxmatch_error *error);

/**
 * What went wrong, where, and how to mend it, in UTF-8: as a rule one line, without a line end. It lasts as
 * long as the error. NULL for NULL.
 */
const char *maxmatch_error_message(const struct maxmatch_error *error);

/**
 * Frees an error. Set the pointer to NULL before it is passed to a function again.
 */
void maxmatch_error_free(struct maxmatch_error *error);

/**
 * Gives the dictionary that is part of the library, 117,000 words. The first call checks it, which takes about
 * a millisecond.
 */
enum maxmatch_status maxmatch_dictionary_default(struct maxmatch_dictionary **dictionary,
                                                 struct maxmatch_error **error);

/**
 * Reads a dictionary file, which `seg dict build` makes, into memory and checks every byte of it.
 */
enum maxmatch_status maxmatch_dictionary_open(const char *path,
                                              struct maxmatch_dictionary **dictionary,
                                              struct maxmatch_error **error);

/**
 * As maxmatch_dictionary_open, but maps the file instead of reading it, so that processes share its pages.
 *
 * From this call on, while the dictionary or a segmenter of it lives, nobody may change or shorten the file in
 * place. To replace it by renaming another file over it, as `seg dict build` does, is fine. To break this is
 * undefined behaviour: wrong tokens, reads outside of the file, a signal SIGBUS. The signal can also come when
 * a disk or network fails, or on NFS when another machine replaces the file.
 */
enum maxmatch_status maxmatch_dictionary_map(const char *path,
                                             struct maxmatch_dictionary **dictionary,
                                             struct maxmatch_error **error);

/**
 * Copies the bytes of a dictionary file and checks them.
 */
enum maxmatch_status maxmatch_dictionary_from_bytes(const void *file,
                                                    size_t length,
                                                    struct maxmatch_dictionary **dictionary,
                                                    struct maxmatch_error **error);

/**
 * Looks a word up, as it is spelt in the word list: nothing is folded. What is not UTF-8 is no word.
 */
enum maxmatch_status maxmatch_dictionary_get(const struct maxmatch_dictionary *dictionary,
                                             const char *word,
                                             size_t length,
                                             struct maxmatch_entry *entry,
                                             struct maxmatch_error **error);

/**
 * The name that the dictionary was built with; may be empty. This string and the next ones last as long as the
 * dictionary. NULL for NULL.
 */
const char *maxmatch_dictionary_name(const struct maxmatch_dictionary *dictionary);

/**
 * Its version, as its makers count; may be empty.
 */
const char *maxmatch_dictionary_version(const struct maxmatch_dictionary *dictionary);

/**
 * The licence of the words; may be empty.
 */
const char *maxmatch_dictionary_licence(const struct maxmatch_dictionary *dictionary);

/**
 * Where the words are from; may be empty.
 */
const char *maxmatch_dictionary_source(const struct maxmatch_dictionary *dictionary);

/**
 * Identifies what the dictionary holds, words, frequencies and tags, and what matching looks through: 32
 * hexadecimal digits.
 */
const char *maxmatch_dictionary_fingerprint(const struct maxmatch_dictionary *dictionary);

/**
 * The number of words. 0 for NULL.
 */
uint64_t maxmatch_dictionary_words(const struct maxmatch_dictionary *dictionary);

/**
 * Frees a dictionary. Segmenters and builders that were made of it can still be used.
 */
void maxmatch_dictionary_free(struct maxmatch_dictionary *dictionary);

/**
 * Reads the file of a user dictionary, which is UTF-8 text, a word to a line.
 */
enum maxmatch_status maxmatch_user_dictionary_open(const char *path,
                                                   struct maxmatch_user_dictionary **user,
                                                   struct maxmatch_error **error);

/**
 * Reads a user dictionary from memory. The name, a C string in UTF-8, is what messages call it.
 */
enum maxmatch_status maxmatch_user_dictionary_read(const char *name,
                                                   const void *file,
                                                   size_t length,
                                                   struct maxmatch_user_dictionary **user,
                                                   struct maxmatch_error **error);

/**
 * Frees a user dictionary. Builders and segmenters that it was added to can still be used.
 */
void maxmatch_user_dictionary_free(struct maxmatch_user_dictionary *user);

/**
 * Makes a segmenter with the standard settings: mode "bidir", rules "standard", principles "words,oov,singles".
 */
enum maxmatch_status maxmatch_segmenter_new(const struct maxmatch_dictionary *dictionary,
                                            struct maxmatch_segmenter **segmenter,
                                            struct maxmatch_error **error);

/**
 * Starts a segmenter with settings of its own. They are the standard ones until they are set.
 */
enum maxmatch_status maxmatch_builder_new(const struct maxmatch_dictionary *dictionary,
                                          struct maxmatch_builder **builder,
                                          struct maxmatch_error **error);

/**
 * Sets how words are chosen, by the name of a mode: "forward", "backward", "bidir", "mmseg", "unigram",
 * "lattice", "full", "index" or "query".
 */
enum maxmatch_status maxmatch_builder_set_mode(struct maxmatch_builder *builder,
                                               const char *mode,
                                               struct maxmatch_error **error);

/**
 * Sets by which rules text is cut into units, as a list: "standard", "none", "all", names of rules, and
 * changes, such as "+dates,-urls".
 */
enum maxmatch_status maxmatch_builder_set_rules(struct maxmatch_builder *builder,
                                                const char *rules,
                                                struct maxmatch_error **error);

/**
 * Sets what decides between the passes in mode "bidir", first things first, as a list: "words,oov,singles".
 */
enum maxmatch_status maxmatch_builder_set_principles(struct maxmatch_builder *builder,
                                                     const char *principles,
                                                     struct maxmatch_error **error);

/**
 * Sets what the principles add to costs in mode "lattice", in bits, as a list: "words=1,oov=2.5".
 */
enum maxmatch_status maxmatch_builder_set_weights(struct maxmatch_builder *builder,
                                                  const char *weights,
                                                  struct maxmatch_error **error);

/**
 * Lays a user dictionary on the dictionary and on those that were added before. What it says counts before
 * what they say.
 */
enum maxmatch_status maxmatch_builder_add_user_dictionary(struct maxmatch_builder *builder,
                                                          const struct maxmatch_user_dictionary *user,
                                                          struct maxmatch_error **error);

/**
 * Makes a segmenter. The builder stays as it is and can be used again.
 *
 * Rules without "words" on a dictionary that folds, as the default one does, make an index of their own, which
 * takes about a microsecond a word. It fails when all user dictionaries together have too many different
 * characters, and in mode "lattice" when the dictionary's bigrams can't be read.
 */
enum maxmatch_status maxmatch_builder_build(const struct maxmatch_builder *builder,
                                            struct maxmatch_segmenter **segmenter,
                                            struct maxmatch_error **error);

/**
 * Frees a builder. What it made can still be used.
 */
void maxmatch_builder_free(struct maxmatch_builder *builder);

/**
 * The name of the segmenter's mode. NULL for NULL.
 */
const char *maxmatch_segmenter_mode(const struct maxmatch_segmenter *segmenter);

/**
 * Identifies the analysis: segmenters with one fingerprint give the same tokens for every text. It is made of
 * the dictionary with what lies on it, the settings, the Unicode version and a version of the library's
 * behaviour. Keep it with what was built on tokens, such as a search index; when it changes, build that anew.
 * 32 hexadecimal digits, which last as long as the segmenter. NULL for NULL.
 */
const char *maxmatch_segmenter_fingerprint(const struct maxmatch_segmenter *segmenter);

/**
 * Frees a segmenter. A cursor that is at work with it goes on.
 */
void maxmatch_segmenter_free(struct maxmatch_segmenter *segmenter);

/**
 * Makes a cursor, which stands at the end of an empty text.
 */
struct maxmatch_cursor *maxmatch_cursor_new(void);

/**
 * Begins a text: so many bytes, any bytes, NUL among them. What is not UTF-8 becomes tokens of the kind
 * MAXMATCH_KIND_INVALID. NULL is a text of length 0.
 *
 * The text is not copied: it must stay, and stay as it is, until a call has given no more tokens, the cursor
 * begins another text, or is freed. What is left of the text before is given up. The segmenter may be freed at
 * any time.
 */
enum maxmatch_status maxmatch_cursor_start(struct maxmatch_cursor *cursor,
                                           const struct maxmatch_segmenter *segmenter,
                                           const char *text,
                                           size_t length,
                                           struct maxmatch_error **error);

/**
 * Gives the next tokens of the text, as many as there is room for, and their number. When that is 0, the text
 * has ended. It may be less than the capacity before that.
 *
 * In all modes but "full" and "index" the tokens, one after the other, are the text, byte for byte. In those
 * two they overlap, in the order of where they begin and then of their lengths.
 */
enum maxmatch_status maxmatch_cursor_tokens(struct maxmatch_cursor *cursor,
                                            struct maxmatch_token *tokens,
                                            size_t capacity,
                                            size_t *count,
                                            struct maxmatch_error **error);

/**
 * Gives the next token with what a search index keeps of it, mostly in the modes "index" and "query". When its
 * term is NULL, the text has ended. Of one text a cursor gives either tokens or postings.
 *
 * Every piece of a text that is indexed, from one unit to another, gives as a query tokens that the index has,
 * with the same terms and the same distances of their positions.
 */
enum maxmatch_status maxmatch_cursor_posting(struct maxmatch_cursor *cursor,
                                             struct maxmatch_posting *posting,
                                             struct maxmatch_error **error);

/**
 * Frees a cursor.
 */
void maxmatch_cursor_free(struct maxmatch_cursor *cursor);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* MAXMATCH_H */
