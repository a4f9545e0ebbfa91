package org.binaryconnect.hwexport.emit.java;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.emit.GoldenVectors;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.IntegerWeights;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.RandomGraphs;
import org.binaryconnect.hwexport.integer.RandomNetworks;
import org.binaryconnect.hwexport.integer.ReferenceInterpreter;
import org.binaryconnect.hwexport.integer.Requantization;
import org.binaryconnect.hwexport.integer.Requantizer;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Window;
import org.binaryconnect.hwexport.packing.PackedMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaSourceTest {

    private static final JavaName NAME = new JavaName("org.example.net", "Digits");
    private static final String HASH = "0123456789abcdef";
    private static final int SEEDS = 200;
    private static final int STEPS = 5;

    /** What a class may need beside its texts: code, names, arrays. */
    private static final int CODE_BYTES = 32 * 1024;

    private static String source(IntegerNetwork network) {
        return source(NAME, network);
    }

    /** With a self-test of two sequences. */
    private static String source(JavaName name, IntegerNetwork network) {
        byte[][][] examples = {
            RandomNetworks.inputs(8, STEPS, network.inputs()),
            RandomNetworks.inputs(9, STEPS, network.inputs())
        };
        return JavaSource.of(name, network, HASH, "softmax", GoldenVectors.of(network, examples));
    }

    @Test
    void everyScoreIsTheReferences() {
        Map<JavaName, String> sources = new HashMap<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            IntegerNetwork network = RandomGraphs.graph(seed);
            JavaName name = JavaName.of("org.example.Seed" + seed);
            sources.put(name, source(name, network));
        }
        Map<JavaName, CompiledSource> compiled = CompiledSource.all(sources);
        for (int seed = 0; seed < SEEDS; seed++) {
            IntegerNetwork network = RandomGraphs.graph(seed);
            CompiledSource of = compiled.get(JavaName.of("org.example.Seed" + seed));
            assertEqualScores(
                    "seed " + seed,
                    of,
                    new ReferenceInterpreter(network),
                    RandomNetworks.inputs(seed, 2 * STEPS, network.inputs()));
            assertTrue(of.selfTest(), "seed " + seed);
        }
    }

    /** Sums of 4 windows share a number of 64 bits: none may reach its neighbour. */
    @Test
    void theLargestWindowsAreExact() {
        Tensor input = new Tensor(new Shape(6, 7, 20), Tensor.Element.U8, 1, 0);
        Window window = new Window(5, 5, 1, 1, 1, 1, 2, 1, 0, 1);
        Shape output = window.output(input.shape(), 3);
        List<Requantization> exact = Collections.nCopies(3, new Requantization((short) 1, 0, 0));
        for (int padValue : new int[] {0, 255}) {
            IntegerNetwork network =
                    new IntegerNetwork(
                            input,
                            List.of(),
                            List.of(
                                    new Operation.Convolution(
                                            "large",
                                            0,
                                            new IntegerWeights.Binary(
                                                    PackedMatrix.pack(
                                                            3,
                                                            500,
                                                            (r, c) -> r == 0 || r == 1 && c < 300)),
                                            window,
                                            padValue,
                                            new Requantizer(
                                                    exact, Integer.MIN_VALUE, Integer.MAX_VALUE),
                                            new Tensor(output, Tensor.Element.S32, 1, 0))));
            assertEqualScores(
                    "padded with " + padValue,
                    new CompiledSource(NAME, source(network)),
                    new ReferenceInterpreter(network),
                    RandomNetworks.inputs(4, 3, network.inputs()));
        }
    }

    /** Two sequences on one instance, with a reset between them if there is one. */
    private static void assertEqualScores(
            String message,
            CompiledSource compiled,
            ReferenceInterpreter reference,
            byte[][] inputs) {
        Object instance = compiled.newInstance();
        ReferenceInterpreter.Session session = null;
        for (int v = 0; v < inputs.length; v++) {
            if (v % STEPS == 0) {
                session = reference.session();
                if (v > 0 && hasReset(instance)) {
                    compiled.reset(instance);
                }
            }
            int[] expected = session.run(inputs[v]);
            int[] scores = new int[expected.length];
            compiled.run(instance, inputs[v], scores);
            assertArrayEquals(expected, scores, message + ", vector " + v);
        }
    }

    private static boolean hasReset(Object instance) {
        return List.of(instance.getClass().getMethods()).stream()
                .anyMatch(method -> method.getName().equals("reset"));
    }

    /** Fan-ins and outputs around the sizes of tables and tiles. */
    @Test
    void denseLayersOfAllSizesAreExact() {
        for (int[] sizes :
                new int[][] {
                    {1, 127, 3}, {63, 128, 4}, {64, 129, 5}, {65, 200, 2}, {129, 128, 128},
                    {31, 5}, {32, 6}, {33, 7}, {200, 300, 10}, {7, 1}
                }) {
            IntegerNetwork network = RandomNetworks.network(3, sizes);
            assertEqualScores(
                    List.of(sizes).toString(),
                    new CompiledSource(NAME, source(network)),
                    new ReferenceInterpreter(network),
                    RandomNetworks.inputs(4, 6, sizes[0]));
        }
    }

    @Test
    void theLargestSumsAreExact() {
        Requantizer whole =
                new Requantizer(
                        List.of(
                                new Requantization((short) 1, 0, 0),
                                new Requantization((short) -32768, 0, 7)),
                        Integer.MIN_VALUE,
                        Integer.MAX_VALUE);
        IntegerNetwork network =
                new IntegerNetwork(
                        new Tensor(Shape.vector(65_535), Tensor.Element.U8, 1, 0),
                        List.of(),
                        List.of(
                                new Operation.Dense(
                                        "wide */ \\u002a/ layer",
                                        0,
                                        new IntegerWeights.Binary(
                                                PackedMatrix.pack(2, 65_535, (r, c) -> r == 0)),
                                        whole,
                                        new Tensor(Shape.vector(2), Tensor.Element.S32, 1, 0))));
        CompiledSource compiled = new CompiledSource(NAME, source(network));
        assertEqualScores(
                "",
                compiled,
                new ReferenceInterpreter(network),
                RandomNetworks.inputs(4, 3, 65_535));
    }

    @Test
    void accumulatorsMayBeTheScores() {
        IntegerNetwork network =
                new IntegerNetwork(
                        new Tensor(Shape.vector(9), Tensor.Element.U8, 1, 0),
                        List.of(),
                        List.of(
                                new Operation.Dense(
                                        "sums",
                                        0,
                                        new IntegerWeights.Binary(
                                                PackedMatrix.pack(3, 9, (r, c) -> c > 3 * r)),
                                        null,
                                        new Tensor(Shape.vector(3), Tensor.Element.S32, 0, 0))));
        assertEqualScores(
                "",
                new CompiledSource(NAME, source(network)),
                new ReferenceInterpreter(network),
                RandomNetworks.inputs(4, 3, 9));
    }

    @Test
    void theClassIsTheLargestScoreAndTheFirstOfEqualOnes() {
        IntegerNetwork network =
                new IntegerNetwork(
                        new Tensor(Shape.vector(3), Tensor.Element.U8, 1, 0),
                        List.of(),
                        List.of(
                                new Operation.Widen(
                                        "scores",
                                        0,
                                        100,
                                        new Tensor(Shape.vector(3), Tensor.Element.S32, 1, 0))));
        CompiledSource compiled = new CompiledSource(NAME, source(network));
        Object instance = compiled.newInstance();

        assertEquals(2, compiled.classify(instance, new byte[] {1, 2, (byte) 200}));
        assertEquals(1, compiled.classify(instance, new byte[] {1, 9, 9}));
        assertEquals(0, compiled.classify(instance, new byte[] {0, 0, 0}));
    }

    @Test
    void theSelfTestSeesAnotherScore() {
        IntegerNetwork network = RandomGraphs.graph(11);
        byte[][][] examples = {RandomNetworks.inputs(8, STEPS, network.inputs())};
        GoldenVectors golden = GoldenVectors.of(network, examples);
        golden.scores()[STEPS - 1][0]++;
        String source = JavaSource.of(NAME, network, HASH, "identity", golden);

        assertFalse(new CompiledSource(NAME, source).selfTest());
    }

    @Test
    void theClassSaysWhatItTakes() {
        IntegerNetwork network = RandomGraphs.graph(2);
        CompiledSource compiled = new CompiledSource(NAME, source(network));

        assertEquals(HASH, compiled.constant("MODEL_SHA256"));
        assertEquals(network.inputs(), compiled.constant("INPUTS"));
        assertEquals(network.scores(), compiled.constant("SCORES"));
        assertEquals(network.inputScale(), compiled.constant("INPUT_SCALE"));
        assertEquals(network.input().zeroPoint(), compiled.constant("INPUT_ZERO_POINT"));
        assertEquals(network.scoreScale(), compiled.constant("SCORE_SCALE"));
        assertEquals((int) network.weightBytes(), compiled.constant("WEIGHT_BYTES"));
        Object instance = compiled.newInstance();
        assertThrows(
                IllegalArgumentException.class,
                () -> compiled.run(instance, new byte[1], new int[network.scores()]));
    }

    @Test
    void theTextIsAFunctionOfTheNetworkAndNeedsNoLibrary() {
        for (int seed = 0; seed < 40; seed++) {
            String source = source(RandomGraphs.graph(seed));

            assertEquals(source, source(RandomGraphs.graph(seed)));
            assertTrue(source.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 127));
            String code =
                    source.replaceAll("\"[^\"]*\"", "").replaceAll("(?s)/\\*.*?\\*/|//[^\n]*", "");
            assertFalse(code.contains("import"), code);
            assertFalse(code.matches("(?s).*\\b(java|javax|sun|android)\\..*"), code);
        }
    }

    /** See {@link PackedText}: some 7.02 bits a byte of the class file; the code comes on top. */
    @Test
    void theClassIsHardlyLargerThanItsWeights() {
        IntegerNetwork network = RandomNetworks.network(1, 784, 1024, 1024, 10);
        CompiledSource compiled = new CompiledSource(NAME, source(network));

        assertEquals(1, compiled.classes().size());
        int bytes = compiled.classes().values().iterator().next().size();
        double texts = network.weightBytes() * 8 / 7.02;
        assertTrue(bytes < texts + CODE_BYTES, bytes + " bytes for " + network.weightBytes());
        assertTrue(compiled.selfTest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "1a", "a-b", "class", "a.class", "true", "var", "java.lang.Digits",
                        "java.Digits", ".A",
                "a..B", "a.", "a b", "Math", "String", "a.B;", "\u00e9", "_", "a\nb", "record"
            })
    void namesThatJavaDoesNotTakeAreRefusedInOneLine(String name) {
        ExportException refused = assertThrows(ExportException.class, () -> JavaName.of(name));

        assertFalse(refused.getMessage().contains("\n"));
    }

    @Test
    void namesArePaths() {
        assertEquals("Digits.java", JavaName.of("Digits").file());
        assertEquals("org/example/Digits.java", JavaName.of("org.example.Digits").file());
        assertEquals("javax2.A", JavaName.of("javax2.A").qualified());
    }

    @Test
    void aClassWithoutPackageCompiles() {
        JavaName name = JavaName.of("Net");
        IntegerNetwork network = RandomNetworks.network(1, 20, 10, 3);

        assertTrue(new CompiledSource(name, source(name, network)).selfTest());
    }
}
