// Reads a memory with $readmemh and prints one word a line in binary, the most significant bit first.
module print_memory;
    parameter WORDS = 1;
    parameter WIDTH = 8;

    reg [WIDTH-1:0] words [0:WORDS-1];
    integer address;

    initial begin
        $readmemh("words.mem", words);
        for (address = 0; address < WORDS; address = address + 1)
            $display("%b", words[address]);
    end
endmodule
