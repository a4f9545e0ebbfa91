// A read-only memory from a file for $readmemh, with a register behind it: data for an address comes two clocks later.
// Tools infer block RAM; LOGIC = 1 asks for logic cells, where a memory is so small that it would waste a block.
module bc_rom #(
    parameter WIDTH = 16,
    parameter DEPTH = 256,
    parameter FILE = "",
    parameter LOGIC = 0
) (
    input  wire                                            clk,
    input  wire                                            enable,
    input  wire [(DEPTH > 1 ? $clog2(DEPTH) : 1)-1:0]      address,
    output reg  [WIDTH-1:0]                                data
);

    reg [WIDTH-1:0] word;

    generate
        if (LOGIC) begin : in_logic
            (* rom_style = "logic" *)
            reg [WIDTH-1:0] memory [0:DEPTH-1];
            initial $readmemh(FILE, memory);
            always @(posedge clk) if (enable) word <= memory[address];
        end else begin : in_block
            reg [WIDTH-1:0] memory [0:DEPTH-1];
            initial $readmemh(FILE, memory);
            always @(posedge clk) if (enable) word <= memory[address];
        end
    endgenerate

    always @(posedge clk) if (enable) data <= word;

endmodule
