// Constants of the channel whose value comes next. Values are of channels 0, 1, ... in turn, or (INDEXED) of the entry that
// comes with them.
module bc_channel_constants #(
    parameter WIDTH = 48,
    parameter ENTRIES = 128,
    parameter INDEXED = 0,
    parameter FILE = "constants.mem",
    parameter LOGIC = 0
) (
    input  wire             clk,
    input  wire             rst,

    input  wire             valid,     // a value waits, with its index
    input  wire [(ENTRIES > 1 ? $clog2(ENTRIES) : 1)-1:0] index,
    input  wire             taken,     // it is taken: only while ready
    input  wire             hold,      // data must stay
    input  wire             next,      // its constants are no longer needed: turn to the next channel
    output wire             ready,     // data belongs to it
    output wire [WIDTH-1:0] data
);

    localparam INDEX_BITS = ENTRIES > 1 ? $clog2(ENTRIES) : 1;
    localparam [31:0] LAST_ENTRY = ENTRIES - 1;

    reg [INDEX_BITS-1:0] channel;
    reg [1:0]            age;          // clocks since the address changed, of the two that the memory takes

    bc_rom #(
        .WIDTH(WIDTH),
        .DEPTH(ENTRIES),
        .FILE(FILE),
        .LOGIC(LOGIC)
    ) rom (
        .clk(clk),
        .enable(~hold),
        .address(INDEXED ? index : channel),
        .data(data)
    );

    assign ready = age[1];

    always @(posedge clk) begin
        if (rst) channel <= {INDEX_BITS{1'b0}};
        else if (next) channel <= channel == LAST_ENTRY[INDEX_BITS-1:0] ? {INDEX_BITS{1'b0}} : channel + 1'b1;

        if (rst | (INDEXED ? taken : next)) age <= 2'b00;
        else if (~hold) age <= {age[0], INDEXED ? valid : 1'b1};
    end

endmodule
