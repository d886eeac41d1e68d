import Testing

@testable import Probing

/// The blocks are those of RFC 7541 appendix C; what they decode to was checked with PyPI's hpack too.
@Suite struct HPACKTests {
    static let requests: [[String]] = [
        [":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com"],
        [":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com", "cache-control: no-cache"],
        [
            ":method: GET", ":scheme: https", ":path: /index.html", ":authority: www.example.com",
            "custom-key: custom-value",
        ],
    ]
    static let responses: [[String]] = [
        [
            ":status: 302", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:21 GMT",
            "location: https://www.example.com",
        ],
        [
            ":status: 307", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:21 GMT",
            "location: https://www.example.com",
        ],
        [
            ":status: 200", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:22 GMT",
            "location: https://www.example.com", "content-encoding: gzip",
            "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1",
        ],
    ]

    func decode(_ blocks: [String], startingWith prefix: [UInt8] = []) -> (fields: [[String]?], sizes: [Int]) {
        var decoder = HPACKDecoder()
        var prefix = prefix
        var fields: [[String]?] = []
        var sizes: [Int] = []
        for block in blocks {
            fields.append(decoder.decode((prefix + GRPCRecordings.bytes(block))[...]).map { $0.map(text) })
            sizes.append(decoder.size)
            prefix = []
        }
        return (fields, sizes)
    }

    func text(_ field: HPACKField) -> String {
        String(decoding: field.name, as: UTF8.self) + ": " + String(decoding: field.value, as: UTF8.self)
    }

    func decode(_ bytes: [UInt8]) -> [String]? {
        var decoder = HPACKDecoder()
        return decoder.decode(bytes[...]).map { $0.map(text) }
    }

    @Test func readsSingleHeaders() {
        // C.2.1 to C.2.4.
        let blocks = [
            "400a637573746f6d2d6b65790d637573746f6d2d686561646572", "040c2f73616d706c652f70617468",
            "100870617373776f726406736563726574", "82",
        ]
        let decoded = decode(blocks)
        #expect(
            decoded.fields == [
                ["custom-key: custom-header"], [":path: /sample/path"], ["password: secret"], [":method: GET"],
            ])
        #expect(decoded.sizes == [55, 55, 55, 55])
    }

    @Test(arguments: [
        [
            "828684410f7777772e6578616d706c652e636f6d", "828684be58086e6f2d6361636865",
            "828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565",
        ],
        [
            "828684418cf1e3c2e5f23a6ba0ab90f4ff", "828684be5886a8eb10649cbf",
            "828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf",
        ],
    ])
    func readsRequests(blocks: [String]) {
        // C.3 and, with Huffman codes, C.4.
        let decoded = decode(blocks)
        #expect(decoded.fields == Self.requests)
        #expect(decoded.sizes == [57, 110, 164])
    }

    @Test(arguments: [
        [
            """
            4803333032580770726976617465611d4d6f6e2c203231204f637420323031332032303a31333a323120474d546e17687474
            70733a2f2f7777772e6578616d706c652e636f6d
            """,
            """
            4803333037c1c0bf
            """,
            """
            88c1611d4d6f6e2c203231204f637420323031332032303a31333a323220474d54c05a04677a69707738666f6f3d4153444a
            4b48514b425a584f5157454f50495541585157454f49553b206d61782d6167653d333630303b2076657273696f6e3d31
            """,
        ],
        [
            """
            488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f0b97c8e9ae
            82ae43d3
            """,
            """
            4883640effc1c0bf
            """,
            """
            88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a839bd9ab77ad94e7821dd7f2e6c7b335dfdfcd5b3960
            d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007
            """,
        ],
    ])
    func readsResponsesThatEvictHeaders(blocks: [String]) {
        // C.5 and, with Huffman codes, C.6: their table has 256 bytes, which a size update asks for here.
        let decoded = decode(blocks, startingWith: [0x3F, 0xE1, 0x01])
        #expect(decoded.fields == Self.responses)
        #expect(decoded.sizes == [222, 222, 215])
        // With the whole table nothing is evicted, and the numbers of C.5.2 mean the same.
        #expect(decode(Array(blocks.prefix(2))).fields == Array(Self.responses.prefix(2)))
        #expect(decode(Array(blocks.prefix(2))).sizes == [222, 264])
    }

    @Test func knowsTheEndsOfTheStaticTable() {
        #expect(decode([0x81, 0xBD]) == [":authority: ", "www-authenticate: "])
        #expect(decode([0x90, 0x82 + 13]) == ["accept-encoding: gzip, deflate", "accept-charset: "])
        #expect(decode([0x80]) == nil)
        #expect(decode([0xBE]) == nil)
    }

    /// Encoded by PyPI's hpack.
    static let allSymbols = GRPCRecordings.bytes(
        """
        ffc7fffd8fffffe2fffffe3fffffe4fffffe5fffffe6fffffe7fffffe8ffffeafffffff3fffffa7fffffabffffffdfffffeb
        fffffecfffffedfffffeefffffefffffff0ffffff1ffffff2fffffffbfffffcffffffd3fffffd7fffffdbfffffdffffffe3f
        ffffe7fffffebfffffed4fe3f9ffaffcabf1febfafefe7fdfd2cbb00089969b71d79fb9f7fff20ffbff3ff50ddbd7f061c58
        f265cd9f469d5af66dddbf871e5f9cff7ff7fffc3ff9ffe45fff4719242cb34e6e9d68a6a3d7dac426defe3cfaf7fffbfe7f
        fbffdffffffcfffe6ffff4bfff9ffffa3fffd3ffff53fffd5ffffb3fffeb7fffdaffffb7ffff73fffeeffffdeffffebffffb
        fffffd9ffffdbfffebffffe0ffffeeffffc3ffff8bffff1ffffe4fffee7fffb1ffff97fffd9ffffcdffff9fffffbffffdaff
        feeffff4ffffb7fffee7fffe8ffffd3fffdeffffd5fffeeffffbdffffe1fffdfffff7fffff5ffffecffff07fff87fffe0fff
        f17fffedffff87ffff77fffeffffeaffff8bfffe3ffff93ffff87fffcbffff37ffff1fffff83ffffe1fffebfffe3ffff3fff
        ff2ffffa3ffffd9fffff17ffffc7fffff27ffffdefffffbffffff2fffff8fffffb7fff97fff8fffffe6fffffc1fffff87fff
        fe7fffffc5ffffe5fffe4ffff2fffffd1fffff4ffffffefffffe3fffffc9fffff97fffb3ffffcffffb7fffcdffff4ffff9ff
        ffd1ffffcffffeaffffafffffddffffeffffff4fffff5fffffabffffa7ffffd7fffff9bffffecfffffb7fffff3fffffe8fff
        ffd3fffffabfffff5fffffff7ffffecfffffdbfffffbbfffff7ffffff0fffffbbf
        """)

    @Test func knowsAllHuffmanCodes() {
        #expect(HPACKHuffman.decode(Self.allSymbols[...]) == Array(0...255))
    }

    @Test(
        arguments: [
            ([], []), ([0x07], [0x30]), ([0x07, 0xFF], nil), ([0x06], nil), ([0x00], nil), ([0xFF], nil),
            ([0x1F], [0x61]),
            ([0xFF, 0xFF, 0xFF, 0xFF], nil), ([0x1C, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF], nil),
        ] as [([UInt8], [UInt8]?)])
    func allowsOnlyOnesAsPadding(code: [UInt8], expected: [UInt8]?) {
        // 5.2: more than 7 bits, bits other than ones, and EOS itself are errors.
        #expect(HPACKHuffman.decode(code[...]) == expected)
    }

    @Test func limitsTheTable() {
        // Sizes up to 4096, at the start of a block only.
        #expect(decode([0x3F, 0xE1, 0x1F, 0x82]) == [":method: GET"])
        #expect(decode([0x3F, 0xE2, 0x1F, 0x82]) == nil)
        #expect(decode([0x20, 0x3F, 0xE1, 0x1F, 0x82]) == [":method: GET"])
        #expect(decode([0x82, 0x20]) == nil)
        // A size of 0 empties it, and what does not fit in is not kept.
        #expect(decode(["40016101620a"]).fields == [nil])
        #expect(decode(["4001610162", "be", "20", "be"]).fields == [["a: b"], ["a: b"], [], nil])
        #expect(decode(["204001610162", "be"]).fields == [["a: b"], nil])
        // Of two headers of 34 bytes, 67 hold only the newer one.
        #expect(decode(["3f2440016101624001630164", "be", "bf"]).fields == [["a: b", "c: d"], ["c: d"], nil])
        #expect(decode(["3f2540016101624001630164", "be", "bf"]).fields == [["a: b", "c: d"], ["c: d"], ["a: b"]])
    }

    @Test(
        arguments: [
            // Cut numbers and texts, numbers that are too large or too long.
            [0xFF], [0xFF, 0x80], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], [0x40], [0x40, 0x01],
            [0x40, 0x01, 0x61],
            [0x40, 0x01, 0x61, 0x02, 0x62], [0x00, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0x61], [0x40, 0x81, 0x00, 0x01, 0x61],
            [0x7F, 0xFF, 0xFF, 0x03, 0x00], [0x7E, 0x01, 0x61],
        ] as [[UInt8]])
    func refusesMalformedBlocks(block: [UInt8]) {
        #expect(decode(block) == nil)
    }

    @Test func limitsWhatABlockExpandsTo() {
        // A header of 4 KiB, then one byte for each repetition.
        let large = [0x40, 0x01, 0x61, 0x7F, 0xCF, 0x1E] + [UInt8](repeating: 0x62, count: 4046)
        #expect(decode(large + [UInt8](repeating: 0xBE, count: 15))?.count == 16)
        #expect(decode(large + [UInt8](repeating: 0xBE, count: 16)) == nil)
    }

    @Test func survivesRandomBlocks() {
        var generator = SplitMix64(state: 7541)
        for _ in 0..<3000 {
            var decoder = HPACKDecoder()
            for _ in 0..<4 {
                let count = Int.random(in: 0..<40, using: &generator)
                let block = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
                _ = decoder.decode(block[...])
                #expect(decoder.size <= HPACKDecoder.tableLimit)
                #expect(decoder.size == decoder.entries.reduce(0) { $0 + $1.size })
            }
        }
    }
}
