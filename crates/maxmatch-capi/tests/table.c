/* Tokens and postings of some texts in every mode are those of table.h, whatever room there is for them. */
#include "check.h"
#include "table.h"

#define ROOM 256

static const size_t CAPACITIES[] = {1, 2, 3, ROOM};

/* The text's tokens, taken so many at a time. */
static size_t tokens_of(maxmatch_cursor *cursor, size_t capacity, maxmatch_token *tokens) {
    size_t all = 0, count;
    maxmatch_error *error = NULL;
    while (maxmatch_cursor_tokens(cursor, tokens + all, capacity < ROOM - all ? capacity : ROOM - all, &count, &error) ==
               MAXMATCH_STATUS_OK &&
           count > 0)
        all += count;
    CHECK_OK(error);
    return all;
}

static void check_row(maxmatch_cursor *cursor, const maxmatch_segmenter *segmenter, size_t row) {
    maxmatch_error *error = NULL;
    maxmatch_posting posting;
    maxmatch_token expected[ROOM], tokens[ROOM];
    char found[8192];
    size_t length = 0, count = 0, i, t;

    /* A copy that is exactly as long, so that a read outside of it is seen. */
    char *text = (char *)malloc(TABLE[row].length + !TABLE[row].length);
    memcpy(text, TABLE[row].text, TABLE[row].length);
    maxmatch_cursor_start(cursor, segmenter, text, TABLE[row].length, &error);
    while (maxmatch_cursor_posting(cursor, &posting, &error) == MAXMATCH_STATUS_OK && posting.term != NULL) {
        CHECK(count < ROOM && length + 100 + posting.term_length < sizeof found);
        expected[count++] = posting.token;
        length += (size_t)snprintf(found + length, 100, "%zu %zu %s; %zu %zu ", posting.token.start, posting.token.end,
                                   maxmatch_kind_name(posting.token.kind), posting.position, posting.positions);
        memcpy(found + length, posting.term, posting.term_length);
        length += posting.term_length;
        found[length++] = '\n';
    }
    CHECK_OK(error);
    if (length != TABLE[row].tokens_length || memcmp(found, TABLE[row].tokens, length) != 0) {
        fprintf(stderr, "%s, %s: found\n%.*sinstead of\n%s", TABLE[row].mode, TABLE[row].text, (int)length, found,
                TABLE[row].tokens);
        exit(1);
    }
    for (i = 0; i < sizeof CAPACITIES / sizeof *CAPACITIES; i++) {
        maxmatch_cursor_start(cursor, segmenter, text, TABLE[row].length, &error);
        CHECK(tokens_of(cursor, CAPACITIES[i], tokens) == count);
        for (t = 0; t < count; t++) {
            CHECK(tokens[t].start == expected[t].start && tokens[t].end == expected[t].end);
            CHECK(tokens[t].kind == expected[t].kind);
        }
    }
    CHECK_OK(error);
    free(text);
}

int main(void) {
    maxmatch_cursor *cursor = maxmatch_cursor_new();
    size_t rows = sizeof TABLE / sizeof *TABLE, checked = 0, row;
    int mode;
    for (mode = 0; maxmatch_mode_name(mode) != NULL; mode++) {
        maxmatch_segmenter *segmenter = segmenter_in_mode(maxmatch_mode_name(mode));
        for (row = 0; row < rows; row++)
            if (strcmp(TABLE[row].mode, maxmatch_mode_name(mode)) == 0) {
                check_row(cursor, segmenter, row);
                checked++;
            }
        maxmatch_segmenter_free(segmenter);
    }
    CHECK(checked == rows && rows > 0);
    maxmatch_cursor_free(cursor);
    printf("table: %zu texts and modes\n", checked);
    return 0;
}
