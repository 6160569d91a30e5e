enum PlaceholderDrivers {}
import Subprocess
import CLibPQ
import CZlib
import CLibCrypto
