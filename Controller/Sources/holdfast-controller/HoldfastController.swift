import ClusterConnection
import Hummingbird
import AsyncHTTPClient
import NIOSSL
import X509
@main struct HoldfastController { static func main() {} }
