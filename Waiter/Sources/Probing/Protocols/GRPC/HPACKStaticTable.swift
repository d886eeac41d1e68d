/// The headers that every HTTP/2 peer knows by number (RFC 7541 appendix A).
enum HPACKStaticTable {
    /// The highest number.
    static var count: Int { 61 }

    /// The header with a number from 1 to ``count``.
    static func field(_ number: Int) -> HPACKField? {
        guard let line = NameList.line(number - 1, of: table) else { return nil }
        let end = line.firstIndex(of: 0x20) ?? line.endIndex
        return HPACKField(name: line[..<end], value: line[end...].dropFirst())
    }

    /// A line is a name and, where there is one, a space and the value.
    private static var table: StaticString {
        """
        :authority
        :method GET
        :method POST
        :path /
        :path /index.html
        :scheme http
        :scheme https
        :status 200
        :status 204
        :status 206
        :status 304
        :status 400
        :status 404
        :status 500
        accept-charset
        accept-encoding gzip, deflate
        accept-language
        accept-ranges
        accept
        access-control-allow-origin
        age
        allow
        authorization
        cache-control
        content-disposition
        content-encoding
        content-language
        content-length
        content-location
        content-range
        content-type
        cookie
        date
        etag
        expect
        expires
        from
        host
        if-match
        if-modified-since
        if-none-match
        if-range
        if-unmodified-since
        last-modified
        link
        location
        max-forwards
        proxy-authenticate
        proxy-authorization
        range
        referer
        refresh
        retry-after
        server
        set-cookie
        strict-transport-security
        transfer-encoding
        user-agent
        vary
        via
        www-authenticate
        """
    }
}
