enum PlaceholderState {}
import GRDB
