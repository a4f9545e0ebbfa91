// Reads a memory with $readmemh and prints its words.
module print_memory;
    parameter DEPTH = 1;
    parameter WIDTH = 8;

    reg [WIDTH-1:0] words [0:DEPTH-1];
    integer address;

    initial begin
        $readmemh("rom.mem", words);
        for (address = 0; address < DEPTH; address = address + 1) $display("%h", words[address]);
    end
endmodule
