package org.binaryconnect.hwexport.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.binaryconnect.hwexport.emit.memory.MemoryFormat;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.ReferenceInterpreter;
import org.binaryconnect.hwexport.integer.Requantization;
import org.binaryconnect.hwexport.integer.Requantizer;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.packing.MemoryImage;
import org.binaryconnect.hwexport.packing.PackedMatrix;
import org.binaryconnect.hwexport.packing.TapLayout;
import org.binaryconnect.hwexport.packing.WeightLayout;
import org.junit.jupiter.api.Test;

/** Every worked example of FORMAT.md. */
class FormatDocumentTest {

    private final FormatDocument document = new FormatDocument();

    FormatDocumentTest() throws IOException {}

    private List<List<String>> table(String header) {
        List<List<String>> rows = document.tables.get(header);
        assertFalse(rows.isEmpty(), header);
        return rows;
    }

    @Test
    void everyTableAndBlockIsTested() {
        assertEquals(
                Set.of(
                        "row|bytes",
                        "layout|inputs|taps|rows|bytes",
                        "scale|zero point|real|byte",
                        "multiplier|shift|offset|minimum|maximum|accumulator|output",
                        "type|bytes",
                        "code|operation|fields",
                        "offset|bytes|meaning",
                        "input of this network|scores",
                        "identity of this network"),
                document.tables.keySet());
        assertEquals(
                Set.of("example", "mem", "text"),
                document.blocks.stream()
                        .map(FormatDocument.Block::language)
                        .collect(Collectors.toSet()));
    }

    @Test
    void theVersionIsThatOfTheProgram() throws IOException {
        Path file = Path.of(System.getProperty("basedir", ""), "FORMAT.md");
        assertEquals(
                "# Format of exported networks, version " + PackedModel.FORMAT_VERSION,
                Files.readAllLines(file).get(0));
    }

    @Test
    void rows() {
        for (List<String> row : table("row|bytes")) {
            assertArrayEquals(
                    FormatDocument.hex(row.get(1)), FormatExample.signs(row.get(0)).bytes());
        }
    }

    @Test
    void layouts() {
        Set<String> tested = new HashSet<>();
        for (List<String> row : table("layout|inputs|taps|rows|bytes")) {
            String[] name = row.get(0).split(" of ");
            String layout = name[0];
            tested.add(layout);
            int rows = row.get(3).split("/").length;
            byte[] bytes = FormatDocument.hex(row.get(3));
            PackedMatrix matrix = PackedMatrix.of(rows, Integer.parseInt(row.get(1)), bytes);
            byte[] arranged =
                    switch (layout) {
                        case "TAPS" -> TapLayout.arrange(matrix, Integer.parseInt(row.get(2)));
                        case "DEPTHWISE" -> TapLayout.arrangeDepthwise(matrix);
                        case "WORDS" ->
                                wholeBytes(
                                        MemoryImage.weights("", matrix, Integer.parseInt(name[1])));
                        default -> WeightLayout.valueOf(layout).arrange(matrix);
                    };
            assertArrayEquals(FormatDocument.hex(row.get(4)), arranged, row::toString);
        }
        Set<String> all = new HashSet<>(Set.of("TAPS", "DEPTHWISE", "WORDS"));
        Arrays.stream(WeightLayout.values()).forEach(layout -> all.add(layout.name()));
        assertEquals(all, tested);
    }

    /** Each word in whole bytes, low byte first. */
    private static byte[] wholeBytes(MemoryImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (BigInteger word : image.words()) {
            for (int bit = 0; bit < image.width(); bit += 8) {
                bytes.write(word.shiftRight(bit).byteValue());
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void quantization() {
        for (List<String> row : table("scale|zero point|real|byte")) {
            double scale = Double.parseDouble(row.get(0));
            int zeroPoint = Integer.parseInt(row.get(1));
            Tensor tensor = new Tensor(Shape.vector(1), Tensor.Element.U8, scale, zeroPoint);
            assertEquals(
                    Integer.parseInt(row.get(3)),
                    tensor.quantize(Double.parseDouble(row.get(2))),
                    row::toString);
        }
    }

    @Test
    void requantization() {
        for (List<String> row :
                table("multiplier|shift|offset|minimum|maximum|accumulator|output")) {
            int[] n = row.stream().mapToInt(Integer::parseInt).toArray();
            Requantization channel = new Requantization((short) n[0], n[1], n[2]);
            Requantizer requantizer = new Requantizer(List.of(channel), n[3], n[4]);
            assertEquals(n[6], requantizer.apply(0, n[5]), row::toString);
        }
    }

    @Test
    void operations() {
        Set<String> tested = new HashSet<>();
        for (FormatDocument.Block block : document.blocks) {
            if (block.language().equals("example")) {
                FormatExample example = new FormatExample(block.lines());
                example.check();
                tested.add(example.operation());
            }
        }
        assertEquals(
                Arrays.stream(OperationCode.values())
                        .map(code -> code.type().getSimpleName())
                        .collect(Collectors.toSet()),
                tested);
    }

    @Test
    void memoryFile() {
        List<String> lines =
                document.blocks.stream()
                        .filter(block -> block.language().equals("mem"))
                        .findFirst()
                        .orElseThrow()
                        .lines();
        byte[] rows =
                FormatDocument.hex(
                        table("row|bytes").stream()
                                .map(row -> row.get(1))
                                .collect(Collectors.joining(" ")));
        MemoryImage image = MemoryImage.weights("example", PackedMatrix.of(2, 9, rows), 2);
        assertEquals(lines, MemoryFormat.MEM.text("example", image).lines().toList());
    }

    /** The fields are those of the records, which are written in their order. */
    @Test
    void codesAndFields() {
        TreeMap<Integer, String> expected = new TreeMap<>();
        for (OperationCode code : OperationCode.values()) {
            String fields =
                    Arrays.stream(code.type().getRecordComponents())
                            .map(component -> component.getName())
                            .filter(name -> !name.equals("name") && !name.equals("output"))
                            .collect(
                                    Collectors.joining(
                                            code == OperationCode.CONCATENATE ? " and " : ", "));
            expected.put(code.code(), code.type().getSimpleName() + ": " + fields);
        }
        TreeMap<Integer, String> found = new TreeMap<>();
        for (List<String> row : table("code|operation|fields")) {
            String fields =
                    Arrays.stream(row.get(2).split(", "))
                            .map(field -> field.replaceFirst(TYPE, ""))
                            .collect(Collectors.joining(", "));
            found.put(Integer.parseInt(row.get(0)), row.get(1) + ": " + fields);
        }
        assertEquals(expected, found);
    }

    private static final String TYPE =
            "^(optional |list of )?(u8|s16|s32|table|weights|window|requantizer|lstm|part) ";

    @Test
    void packedModel() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (List<String> row : table("offset|bytes|meaning")) {
            assertEquals(Integer.parseInt(row.get(0)), bytes.size(), row::toString);
            bytes.writeBytes(FormatDocument.hex(row.get(1)));
        }

        IntegerNetwork network = PackedModel.read(bytes.toByteArray());

        Operation.Dense dense = (Operation.Dense) network.operations().get(0);
        byte[] rows = {0x19, 0x01, (byte) 0xE6, 0x00};
        assertEquals(
                PackedMatrix.of(2, 9, rows),
                ((org.binaryconnect.hwexport.integer.IntegerWeights.Binary) dense.weights())
                        .matrix());
        assertEquals("d", dense.name());
        assertEquals(0.5, network.inputScale());
        assertEquals(0.25, network.scoreScale());
        assertEquals(
                List.of(
                        new Requantization((short) 3, 2, 2),
                        new Requantization((short) -1, 0, 100)),
                dense.requantizer().channels());
        assertArrayEquals(bytes.toByteArray(), PackedModel.write(network));
        for (List<String> row : table("input of this network|scores")) {
            assertArrayEquals(
                    FormatDocument.numbers(row.get(1)),
                    new ReferenceInterpreter(network).run(FormatDocument.bytes(row.get(0))),
                    row::toString);
        }
        assertEquals(table("identity of this network").get(0).get(0), PackedModel.sha256(network));
    }
}
