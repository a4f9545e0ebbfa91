package org.binaryconnect.examples.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchLogTest {

    @Test
    void theReasonIsTheMessageAtTheBottomOfATrace() {
        assertEquals(
                "Layer \"a\": no",
                SearchLog.reason(
                        "java.lang.IllegalStateException: Layer \"a\": no\n\tat a.B.c(B.java:1)\n"));
        assertEquals(
                "full",
                SearchLog.reason(
                        "a.B: top\n\tat a.B\nCaused by: a.b.C$D: middle\n\tat x\nCaused by: java.io.IOException: full\n"));
        assertEquals(
                "NullPointerException", SearchLog.reason("java.lang.NullPointerException\n\tat a"));
        assertEquals("D", SearchLog.reason("x.y: top\nCaused by: a.D: \n"));
        assertEquals("The score is NaN", SearchLog.reason("The score is NaN"));
        assertEquals("", SearchLog.reason(""));
    }

    @Test
    void rankingPutsTheBestFirstAndOfEqualsTheFirstDrawn() {
        CandidateResult a = CandidateResult.complete(0, null, 0.3, 1);
        CandidateResult b = CandidateResult.failed(1, null, 1, "no");
        CandidateResult c = CandidateResult.complete(2, null, 0.1, 1);
        CandidateResult d = CandidateResult.complete(3, null, 0.3, 1);
        List<CandidateResult> all = List.of(d, c, b, a);
        assertEquals(List.of(c, a, d), CandidateResult.ranking(all, true));
        assertEquals(List.of(a, d, c), CandidateResult.ranking(all, false));
        assertEquals(List.of(b), CandidateResult.failures(all));
    }

    @Test
    void limitsAreToldInMinutesOrSeconds() {
        assertEquals("60 min", TimeLimit.format(Duration.ofMinutes(60)));
        assertEquals("90 s", TimeLimit.format(Duration.ofSeconds(90)));
    }
}
