// Reads a weight memory with $readmemh and prints one line a word, bit 0 first: the weights of one output in the order
// of its inputs.
module print_weights;
    parameter OUTPUTS = 1;
    parameter WORD_BITS = 8;

    reg [WORD_BITS-1:0] weights [0:OUTPUTS-1];
    integer word;
    integer position;

    initial begin
        $readmemh("memory/net_layer0_weights.mem", weights);
        for (word = 0; word < OUTPUTS; word = word + 1) begin
            for (position = 0; position < WORD_BITS; position = position + 1)
                $write("%b", weights[word][position]);
            $write("\n");
        end
    end
endmodule
