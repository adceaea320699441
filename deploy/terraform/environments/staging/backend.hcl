bucket         = "lms-terraform-state"
key            = "staging/terraform.tfstate"
region         = "eu-central-1"
encrypt        = true
dynamodb_table = "lms-terraform-locks"
