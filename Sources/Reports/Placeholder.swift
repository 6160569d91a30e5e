enum PlaceholderReports {}
import Mustache
