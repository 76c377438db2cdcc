// The worker process as it is, ended by the signal that ends it anywhere.
import "@/worker";
