enum PlaceholderPipeline {}
import Yams
