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

    private boolean holds(String unit, int xBits, int accumulatorBits) throws IOException {
        Files.writeString(folder.resolve(UNIT), unit);
        Files.writeString(
                folder.resolve(PROOF), Files.readString(VERILOG.resolve("proof").resolve(PROOF)));
        Map<String, Object> bits = Map.of("X_BITS", xBits, "ACCUMULATOR_BITS", accumulatorBits);
        return Proof.holds(
                new Verilog(folder, List.of(UNIT, PROOF), "accumulate_proof", bits),
                Synthesis.LIMIT);
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "8, 18", "8, 24", "16, 26"})
    void theUnitAddsTheProduct(int xBits, int accumulatorBits) throws IOException {
        assertTrue(holds(Files.readString(VERILOG.resolve(UNIT)), xBits, accumulatorBits));
    }

    /**
     * Without carry, with the weight's sign changed, without clear, without enable, one bit off.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+ carry;|;",
                "= ~weight|= weight",
                "if (clear)|if (clear & x[0])",
                "if (enable)|if (1'b1)",
                "1'b0}}, x} ^|1'b0}}, x & 8'hf7} ^",
            })
    void theProofFailsForABrokenUnit(String text, String broken) throws IOException {
        String unit = Files.readString(VERILOG.resolve(UNIT));
        String mutant = unit.replace(text, broken);

        assertNotEquals(unit, mutant);
        assertFalse(holds(mutant, 8, 18));
    }

    /** It is no proof that fails. */
    @Test
    void whatIsNotVerilogIsAnError() {
        assertThrows(ExportException.class, () -> holds("module bc_accumulate(", 8, 18));
    }
}
