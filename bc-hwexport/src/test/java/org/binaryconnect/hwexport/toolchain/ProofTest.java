package org.binaryconnect.hwexport.toolchain;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.binaryconnect.hwexport.ExportException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The accumulate unit multiplies by +1 and -1, for all sums and inputs. */
@Tag("toolchain")
class ProofTest {

    private static final Path VERILOG = Path.of("src/main/verilog");
    private static final String UNIT = "bc_accumulate.v";
    private static final String PROOF = "accumulate_proof.v";

    @TempDir private Path folder;

    private boolean holds(String unit, int xBits, int sumBits) throws IOException {
        Files.writeString(folder.resolve(UNIT), unit);
        Files.writeString(
                folder.resolve(PROOF), Files.readString(VERILOG.resolve("proof").resolve(PROOF)));
        Map<String, Object> bits = Map.of("X_BITS", xBits, "SUM_BITS", sumBits);
        return Proof.holds(
                new Verilog(folder, List.of(UNIT, PROOF), "accumulate_proof", bits),
                Synthesis.LIMIT);
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "8, 17", "8, 24", "16, 20"})
    void theUnitAddsTheProduct(int xBits, int sumBits) throws IOException {
        assertTrue(holds(Files.readString(VERILOG.resolve(UNIT)), xBits, sumBits));
    }

    /** That subtracts, with the weight ignored or changed, without clear, one bit off. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accumulator + {{|accumulator - {{",
                "if (add)|if (1'b1)",
                "if (add)|if (~add)",
                "if (clear)|if (clear & x[0])",
                "1'b0}}, x};|1'b0}}, x & 8'hf7};",
            })
    void theProofFailsForABrokenUnit(String text, String broken) throws IOException {
        String unit = Files.readString(VERILOG.resolve(UNIT));
        String mutant = unit.replace(text, broken);

        assertNotEquals(unit, mutant);
        assertFalse(holds(mutant, 8, 17));
    }

    /** It is no proof that fails. */
    @Test
    void whatIsNotVerilogIsAnError() {
        assertThrows(ExportException.class, () -> holds("module bc_accumulate(", 8, 17));
    }
}
